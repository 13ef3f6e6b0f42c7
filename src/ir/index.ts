export {
  complementFlat,
  flatten,
  intersectFlat,
  joinFlat,
  NARROW_BITS,
  type FlatIntervals,
  type JoinedIntervals,
} from "./flat-intervals.js";
export { formatInterval, formatMatch } from "./format.js";
export { complement, intersect, normalise, prefixLength } from "./intervals.js";
export type {
  FieldMatch,
  IntervalsOperand,
  Match,
  Operand,
  Program,
  ProtocolMatch,
  Rule,
  SetOperand,
} from "./program.js";
export { verify } from "./verify.js";
export { valuesOf } from "./match-values.js";
export { commonValues, hasAll, intervalCount, lowest, otherValues, type Values } from "./values.js";
