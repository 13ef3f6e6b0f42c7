/** Rates that are none, too low and too high. */
import { drop } from "xdpgen";

const fast = "fast" as "1/s";

export default [
  drop("a word").over({ rate: fast }),
  drop("nothing").over({ rate: "0/s" }),
  drop("less than one an hour").over({ rate: "0.5/h" }),
  drop("more than can be counted").over({ rate: "200GB/s" }),
];
