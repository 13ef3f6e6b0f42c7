/** Packet data in callbacks of functions that are not the rules'. */
import { drop } from "xdpgen";

/** As a function of a package would be: not of the rules. */
const foreign = new Function("values", "callback", "return values.filter(callback).length > 0") as (
  values: readonly number[],
  callback: (value: number) => boolean,
) => boolean;

export default [
  drop("created there").when((p) => foreign([22, 80], (port) => p.tcp.dport === port)),
  drop("handed out").when((p) => {
    const syn = p.tcp.flags.syn;
    return foreign([22, 80], () => syn);
  }),
  drop("of JavaScript").when((p) => "22 80".replace(/\d+/, () => (p.tcp.flags.syn ? "1" : "2")) === "1 80"),
];
