/** A live set beside other values, and in not(…) beside one. */
import { drop, liveSet, not } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });

export default [drop().ipv4Src(bans, "192.0.2.1"), drop().ipv4Src(not("10.0.0.0/8", bans))];
