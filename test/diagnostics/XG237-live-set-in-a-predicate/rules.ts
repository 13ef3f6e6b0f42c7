/** Predicates that ask live sets of another type, or of pairs: what their types would say, when the types are not known. */
import { drop, liveSet, type LiveSet } from "xdpgen";

const bans: LiveSet = liveSet("bans", { type: "ipv6", capacity: 10 });
const attempts: LiveSet = liveSet("attempts", { type: ["ipv4", "tcp-port"], capacity: 10 });
const services = liveSet("services", { type: "tcp-port", capacity: 10 });

export default [
  drop().when((p) => p.ipv4.src.in(bans) || p.ipv4.ttl < 5),
  drop().when((p) => !p.ipv4.src.in(attempts)),
  drop().when((p) => p.udp.dport.in(services)),
];
