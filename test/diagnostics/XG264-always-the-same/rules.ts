/** Comparisons that every packet answers alike. */
import { drop } from "xdpgen";

export default [
  drop("port").when((p) => p.tcp.dport === 70000),
  drop("no port").when((p) => p.tcp.dport !== 70000),
  drop("ttl").when((p) => p.ipv4.ttl < 256),
  drop("negative").when((p) => p.ipv4.ttl > -1),
  drop("on the left").when((p) => 4096 === p.vlan.id),
  drop("in a list").when((p) => [22, 70000].includes(p.tcp.dport)),
  drop("byte").when((p) => p.payload.u8(0) === 0x100),
];
