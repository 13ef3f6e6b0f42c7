/** What cannot be asked of a payload. */
import { drop } from "xdpgen";

export default [
  drop("negative").when((p) => p.payload.u8(-1) === 1),
  drop("half").when((p) => p.payload.u16(0.5) === 1),
  drop("far").when((p) => p.payload.u32(65533) === 1),
  drop("unbounded").when((p) => p.payload.u8(p.tcp.seq) === 1),
  drop("nothing").when((p) => p.payload.startsWith("")),
  drop("long").when((p) => p.payload.startsWith("x".repeat(65))),
  drop("somewhere").when((p) => p.payload.startsWith("x", p.ipv4.ttl)),
];
