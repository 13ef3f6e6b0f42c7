import { fieldRow, maxOf } from "../packet/index.js";
import {
  TURNED,
  type ArithmeticExpression,
  type BooleanExpression,
  type ComparisonOperator,
  type NumberExpression,
} from "./expression.js";

/** The least and the largest value that an expression can come to, whatever the packet is; perhaps neither is ever reached. */
export interface NumberRange {
  readonly least: bigint;
  readonly most: bigint;
}

/** The largest integer that JavaScript's numbers hold with all below it. */
export const LARGEST_NUMBER = 2n ** 53n - 1n;

/** Bytes of a frame that are looked at for payload: PAYLOAD_LIMIT of templates/include/xdpgen/payload.h. */
export const PAYLOAD_LIMIT = 65_504n;

const KNOWN = new WeakMap<NumberExpression, NumberRange>();

/** The range of a number, from those of its parts. Sound expressions (`expressionFault`) stay within ±`LARGEST_NUMBER`, wide fields aside. */
export function rangeOf(expression: NumberExpression): NumberRange {
  const known = KNOWN.get(expression);
  if (known !== undefined) return known;
  const range = (RANGES[expression.kind] as (expression: NumberExpression) => NumberRange)(expression);
  KNOWN.set(expression, range);
  return range;
}

const RANGES: {
  readonly [K in NumberExpression["kind"]]: (e: NumberExpression & { kind: K }) => NumberRange;
} = {
  number: ({ value }) => ({ least: value, most: value }),
  field: ({ field }) => ({ least: 0n, most: maxOf(fieldRow(field).bits) }),
  payload: ({ size }) => ({ least: 0n, most: maxOf(size * 8) }),
  "payload-length": () => ({ least: 0n, most: PAYLOAD_LIMIT }),
  negate: ({ operand }) => {
    const { least, most } = rangeOf(operand);
    return { least: -most, most: -least };
  },
  choice: ({ condition, then, otherwise }) => {
    const a = rangeWhen(then, condition, true) ?? rangeOf(otherwise);
    const b = rangeWhen(otherwise, condition, false) ?? a;
    return { least: min(a.least, b.least), most: max(a.most, b.most) };
  },
  arithmetic: ({ op, left, right }) => ARITHMETIC[op](rangeOf(left), rangeOf(right)),
};

/** The comparison that holds when another does not. */
const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "===": "!==",
  "!==": "===",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

/**
 * The range of a number where a condition holds, or does not; undefined where that cannot be. `x < 0 ? -x : x` is never negative,
 * and `x > 1 ? x : 1` never 0.
 */
function rangeWhen(
  expression: NumberExpression,
  condition: BooleanExpression,
  holds: boolean,
): NumberRange | undefined {
  const range = rangeOf(expression);
  if (condition.kind !== "compare") return range;
  const { left, right } = condition;
  const op = holds ? condition.op : OPPOSITE[condition.op];
  if (isSame(left, expression)) return narrowed(range, op, rangeOf(right));
  if (isSame(right, expression)) return narrowed(range, TURNED[op], rangeOf(left));
  if (expression.kind !== "negate") return range;
  const inner = rangeWhen(expression.operand, condition, holds);
  return inner && { least: -inner.most, most: -inner.least };
}

/** Whether two numbers are surely the same; a field is, wherever it is read. */
const isSame = (a: NumberExpression, b: NumberExpression): boolean =>
  a === b || (a.kind === "field" && b.kind === "field" && a.field === b.field);

/** What is left of a range when something of another range is compared with it. */
function narrowed(range: NumberRange, op: ComparisonOperator, other: NumberRange): NumberRange | undefined {
  const above = op === ">" ? other.least + 1n : op === ">=" || op === "===" ? other.least : range.least;
  const below = op === "<" ? other.most - 1n : op === "<=" || op === "===" ? other.most : range.most;
  const [least, most] = [max(range.least, above), min(range.most, below)];
  return least <= most ? { least, most } : undefined;
}

type Rule = (a: NumberRange, b: NumberRange) => NumberRange;

/** `& | ^ << >> /` as for numbers that are not negative. */
const ARITHMETIC: Readonly<Record<ArithmeticExpression["op"], Rule>> = {
  "+": (a, b) => ({ least: a.least + b.least, most: a.most + b.most }),
  "-": (a, b) => ({ least: a.least - b.most, most: a.most - b.least }),
  "*": (a, b) => {
    const corners = [a.least, a.most].flatMap((x) => [x * b.least, x * b.most]);
    return { least: corners.reduce(min), most: corners.reduce(max) };
  },
  "/": (a, b) => ({ least: 0n, most: a.most / max(b.least, 1n) }),
  // The remainder has the sign of what is divided, and is nearer to 0 than either.
  "%": (a, b) => {
    const below = max(max(b.most, -b.least) - 1n, 0n);
    return { least: a.least < 0n ? max(a.least, -below) : 0n, most: a.most < 0n ? 0n : min(a.most, below) };
  },
  "&": (a, b) => ({ least: 0n, most: min(a.most, b.most) }),
  "|": (a, b) => ({ least: max(a.least, b.least), most: onesFor(max(a.most, b.most)) }),
  "^": (a, b) => ({ least: 0n, most: onesFor(max(a.most, b.most)) }),
  "<<": (a, b) => ({ least: a.least << shift(b.least), most: a.most << shift(b.most) }),
  ">>": (a, b) => ({ least: a.least >> shift(b.most), most: a.most >> shift(b.least) }),
};

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const max = (a: bigint, b: bigint) => (a > b ? a : b);
/** From 64 places on every shift is too far, and all are alike. */
const shift = (places: bigint) => max(0n, min(places, 64n));
/** The least number of binary ones that is not below `value`. */
const onesFor = (value: bigint) => (value <= 0n ? 0n : maxOf(value.toString(2).length));
