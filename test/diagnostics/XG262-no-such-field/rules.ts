/** Members that packets do not have. */
import { drop, type Packet } from "xdpgen";

/** What the type checker would have refused. */
type Anything = any;

export default [
  drop("layer").when((p: Anything) => p.tpc.dport === 22),
  drop("field").when((p: Anything) => p.tcp.dprt === 22),
  drop("member").when((p: Anything) => p.tcp.dport.toFixed(0) === "22"),
  drop("payload").when((p: Packet) => (p.payload as Anything).u64(0) === 1),
];
