/** Live sets that have nothing of the fields: what their types would say, when the types are not known. */
import { drop, liveSet, type LiveSet } from "xdpgen";

const bans: LiveSet = liveSet("bans", { type: "ipv6", capacity: 10 });
const attempts: LiveSet = liveSet("attempts", { type: ["ipv4", "tcp-port"], capacity: 10 });

export default [
  drop().ipv4Src(bans),
  drop().ipv4Src(attempts),
  drop().pair(["ipv4Src", "udpDport"], attempts),
  drop().pair(["ipv6Src", "tcpDport"], bans),
];
