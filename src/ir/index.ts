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
export { formatBytes, formatKeyPart, formatRate } from "./format-live.js";
export { limiterTimes, type LimiterTimes } from "./limiter-times.js";
export { complement, intersect, normalise, prefixLength } from "./intervals.js";
export {
  isLiveRule,
  type Ban,
  type FieldMatch,
  type IntervalsOperand,
  type KeyPart,
  type LiveMatch,
  type LiveSet,
  type LiveSetMatch,
  type Match,
  type Operand,
  type OverMatch,
  type Program,
  type ProtocolMatch,
  type Rule,
  type SampleMatch,
  type SetOperand,
  type Statement,
} from "./program.js";
export { verify } from "./verify.js";
export { valuesOf } from "./match-values.js";
export { commonValues, hasAll, intervalCount, lowest, otherValues, type Values } from "./values.js";
