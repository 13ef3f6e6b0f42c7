/** Numbers where true or false is asked for. */
import { drop, type Packet } from "xdpgen";

export default [
  drop("not").when((p) => !p.tcp.dport),
  drop("if").when((p) => {
    if (p.tcp.dport) return true;
    return false;
  }),
  drop("and").when(((p: Packet) => p.tcp.dport && p.ipv4.ttl > 1) as never),
  drop("choice").when((p) => (p.tcp.dport ? p.ipv4.ttl > 1 : false)),
  drop("Boolean").when((p) => Boolean(p.tcp.dport)),
];
