/** An expression of too many parts. */
import { drop } from "xdpgen";

export default drop("doubled").when((p) => {
  let n: number = p.ipv4.ttl;
  for (let i = 0; i < 20; i++) n = n + n;
  return n === 64;
});
