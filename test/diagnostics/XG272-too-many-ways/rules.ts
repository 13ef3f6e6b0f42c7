/** More ways through a function than can be looked at. */
import { drop } from "xdpgen";

export default drop("ways").when((p) => {
  let n = 0;
  for (let i = 0; i < 12; i++) if (p.tcp.dport === i) n++;
  return n === 2;
});
