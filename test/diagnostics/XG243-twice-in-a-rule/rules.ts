/** Two rates and two bans in one rule. */
import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });

export default [
  drop().udpDport(53).over({ rate: "10/s" }).over({ rate: "100/m" }),
  drop().tcpDport(23).thenBan(bans).thenBan(bans, { for: "1d" }),
];
