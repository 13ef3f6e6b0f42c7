/** What does not come to an end, or throws. */
import { drop } from "xdpgen";

const countdown = (x: number): boolean => (x === 0 ? true : countdown(x - 1));

export default [
  drop("thrown").when((p) => {
    if (p.tcp.flags.syn) throw new Error("no SYN");
    return true;
  }),
  drop("recursion").when((p) => countdown(p.ipv4.ttl)),
  drop("no function").when((p) => (undefined as unknown as (x: number) => boolean)(p.ipv4.ttl)),
];
