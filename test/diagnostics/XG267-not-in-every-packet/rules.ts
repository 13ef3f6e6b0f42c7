/** What cannot be calculated for some packets. */
import { drop } from "xdpgen";

export default [
  drop("by zero").when((p) => p.length % p.ipv4.ttl === 0),
  drop("by zero, rounded").when((p) => Math.floor(p.length / p.ipv4.ttl) === 0),
  drop("bits of a negative").when((p) => ((p.ipv4.ttl - 5) & 1) === 1),
  drop("too far").when((p) => 1 << p.ipv4.ttl > 4),
  drop("too large").when((p) => p.tcp.seq * p.tcp.seq > 1),
  drop("too many bits").when((p) => ((p.tcp.seq + 1) & 1) === 1),
  drop("rounded negative").when((p) => Math.floor((p.ipv4.ttl - 64) / 2) === 1),
];
