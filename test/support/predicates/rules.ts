import { drop } from "xdpgen";
import { control } from "./control.js";
import { functions } from "./functions.js";
import { operators } from "./operators.js";
import { packets } from "./packets.js";

/** Every predicate of the tables, in a rule of its name. */
export default Object.entries({ ...operators, ...packets, ...control, ...functions }).map(
  ([name, predicate]) => drop(name).when(predicate),
);
