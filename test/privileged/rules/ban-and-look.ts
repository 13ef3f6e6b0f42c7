import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 1000, timeout: "10m" });

export default [drop("nine").udpDport(9).thenBan(bans), drop("banned").ipv4Src(bans)];
