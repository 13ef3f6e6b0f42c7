import { drop } from "xdpgen";

const places = Array.from({ length: 400 }, (_, i) => i);

export default [
  drop("too large").when((p) => places.some((at) => p.payload.u16(at) % 7 === p.tcp.dport % 7)),
  drop("small enough").when((p) => p.payload.u16(0) % 7 === p.tcp.dport % 7),
];
