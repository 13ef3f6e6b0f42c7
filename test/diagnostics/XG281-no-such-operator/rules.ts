/** Operators that the kernel has not. */
import { drop, type Packet } from "xdpgen";

/** What the type checker would have refused. */
type Anything = any;

export default [
  drop("not of bits").when((p) => ~p.ipv4.ttl === -65),
  drop("power").when((p) => p.ipv4.ttl ** 2 === 4096),
  drop("root").when((p) => Math.sqrt(p.tcp.dport) === 22),
  drop("order of addresses").when((p: Packet) => p.ipv4.src < "10.0.0.9"),
  drop("truth").when((p: Anything) => p.tcp.flags.syn + 1 === 2),
];
