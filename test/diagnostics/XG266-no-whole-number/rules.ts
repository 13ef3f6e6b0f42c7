/** Fractions. */
import { drop } from "xdpgen";

export default [
  drop("division").when((p) => p.length / 3 > 3),
  drop("half").when((p) => p.ipv4.ttl * 0.5 > 3),
  drop("compared").when((p) => p.ipv4.ttl === 0.5),
];
