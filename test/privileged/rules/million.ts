import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 1_000_000 });
const crowd = liveSet("crowd", { type: "ipv4", capacity: 600 });

export default [drop("banned").ipv4Src(bans), drop("crowded").ipv4Src(crowd)];
