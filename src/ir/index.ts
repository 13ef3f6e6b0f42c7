export { formatInterval, formatMatch } from "./format.js";
export { complement, includes, intersect, normalise, prefixLength } from "./intervals.js";
export type { FieldMatch, Match, Operand, Program, ProtocolMatch, Rule } from "./program.js";
export { verify } from "./verify.js";
