/** Shares that are none. */
import { drop } from "xdpgen";

export default [
  drop("none").sample(0),
  drop("more than all").sample(1.5),
  drop("percent").flowSample(10),
  drop("nothing").udpDport(53).sample(NaN),
];
