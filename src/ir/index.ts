export {
  complementFlat,
  flatten,
  intersectFlat,
  joinFlat,
  NARROW_BITS,
  unflatten,
  type FlatIntervals,
  type JoinedIntervals,
} from "./flat-intervals.js";
export {
  partsOfExpression,
  TURNED,
  type ArithmeticExpression,
  type ArithmeticOperator,
  type BooleanConstant,
  type BooleanExpression,
  type Choice,
  type CompareExpression,
  type ComparisonOperator,
  type Expression,
  type FieldExpression,
  type HasExpression,
  type InExpression,
  type InLiveExpression,
  type LogicalExpression,
  type NegateExpression,
  type NotExpression,
  type NumberConstant,
  type NumberExpression,
  type PayloadExpression,
  type PayloadLengthExpression,
  type Predicate,
  type SameExpression,
  type StartsExpression,
  type Written,
} from "./expression.js";
export { LARGEST_NUMBER, PAYLOAD_LIMIT, rangeOf, type NumberRange } from "./expression-range.js";
export {
  EXPRESSION_LIMITS,
  expressionFault,
  isNumber,
  type ExpressionFault,
  type ExpressionFaultKind,
} from "./verify-expression.js";
export { formatInterval, formatMatch } from "./format.js";
export { formatBytes, formatKeyPart, formatRate } from "./format-live.js";
export { limiterTimes, type LimiterTimes } from "./limiter-times.js";
export { complement, intersect, normalise, prefixLength } from "./intervals.js";
export {
  isAskedInTurn,
  isLiveRule,
  type Ban,
  type FieldMatch,
  type KeyPart,
  type LiveMatch,
  type LiveSet,
  type LiveSetMatch,
  type Match,
  type OverMatch,
  type Program,
  type ProtocolMatch,
  type Rule,
  type SampleMatch,
  type Statement,
} from "./program.js";
export type { IntervalsOperand, Operand, SetOperand } from "./operand.js";
export { verify } from "./verify.js";
export { valuesOf } from "./match-values.js";
export { commonValues, hasAll, intervalCount, lowest, otherValues, type Values } from "./values.js";
