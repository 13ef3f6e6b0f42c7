/** A predicate that is no function of the rules. */
import { drop } from "xdpgen";

export default [drop("bound").when(((port: number) => port > 1).bind(undefined) as never)];
