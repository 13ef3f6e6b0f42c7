/** What is no element of the set that it is to be added to. */
import { drop, liveSet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });
const ports = liveSet("ports", { type: "tcp-port", capacity: 10 });

export default [
  drop().tcpDport(23).thenBan(bans, { key: "ipv6Src" }),
  drop().ipv4Src("192.0.2.1").thenBan(ports),
  drop().tcpDport(25).thenBan(ports, { key: "tcpDport/8" }),
];
