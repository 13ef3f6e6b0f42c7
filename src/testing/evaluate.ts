import type {
  ArithmeticOperator,
  BooleanExpression,
  ComparisonOperator,
  Expression,
  InExpression,
  NumberExpression,
} from "../ir/index.js";
import { uint } from "./decode/bytes.js";
import type { DecodedPacket } from "./decode.js";

/** What an expression comes to, or undefined: the packet lacks something that was asked for, and the rule does not match. */
export type Evaluated = bigint | boolean | undefined;

/** Is told of each expression that was evaluated, its parts before itself. */
export type Witness = (expression: Expression, value: Evaluated) => void;

const IN_SILENCE: Witness = () => {};

/** Whether a value is an element of a live set at the moment of the packet. */
export type AskSet = (set: string, value: bigint) => boolean;

const WITHOUT_SETS: AskSet = (set) => {
  throw new Error(`there is no live set ${set}`);
};

/**
 * Evaluates an expression on a packet as docs/semantics.md says, with exact integers. What short-circuiting leaves out is not
 * evaluated, so it cannot lack anything.
 */
export function evaluate(
  expression: Expression,
  packet: DecodedPacket,
  askSet: AskSet = WITHOUT_SETS,
  witness: Witness = IN_SILENCE,
): Evaluated {
  const value = (EVALUATORS[expression.kind] as Evaluator)(
    expression,
    (part) => evaluate(part, packet, askSet, witness),
    packet,
    askSet,
  );
  witness(expression, value);
  return value;
}

/** What can be read where there is no payload. */
const NO_BYTES = new Uint8Array();

type Ask = (part: Expression) => Evaluated;
type Evaluator = (expression: Expression, ask: Ask, packet: DecodedPacket, askSet: AskSet) => Evaluated;

const EVALUATORS: {
  readonly [K in Expression["kind"]]: (
    e: Expression & { kind: K },
    ask: Ask,
    packet: DecodedPacket,
    askSet: AskSet,
  ) => Evaluated;
} = {
  number: ({ value }) => value,
  boolean: ({ value }) => value,
  field: ({ field }, _, { fields }) => fields.get(field),
  has: ({ protocol }, _, { protocols }) => protocols.has(protocol),
  payload: ({ offset, size }, ask, { payload = NO_BYTES }) => {
    const at = numberOf(offset, ask);
    if (at === undefined || at < 0n || at + BigInt(size) > BigInt(payload.length)) return undefined;
    return uint(payload, Number(at), size);
  },
  "payload-length": (_, _ask, { payload }) => payload && BigInt(payload.length),
  starts: ({ bytes, offset }, _, { payload = NO_BYTES }) =>
    offset + bytes.length <= payload.length && bytes.every((byte, i) => payload[offset + i] === byte),
  arithmetic: ({ op, left, right }, ask) => both(left, right, ask, ARITHMETIC[op]),
  compare: ({ op, left, right }, ask) => both(left, right, ask, COMPARISONS[op]),
  negate: ({ operand }, ask) => {
    const value = numberOf(operand, ask);
    return value === undefined ? undefined : -value;
  },
  in: ({ operand, values }, ask) => {
    const value = numberOf(operand, ask);
    return value === undefined ? undefined : isAmong(values, value);
  },
  "in-live": ({ operand, set }, ask, _, askSet) => {
    const value = numberOf(operand, ask);
    return value === undefined ? undefined : askSet(set, value);
  },
  same: ({ left, right, negated }, ask) => {
    const [a, b] = [truthOf(left, ask), truthOf(right, ask)];
    return a === undefined || b === undefined ? undefined : (a === b) !== negated;
  },
  not: ({ operand }, ask) => {
    const value = truthOf(operand, ask);
    return value === undefined ? undefined : !value;
  },
  and: ({ left, right }, ask) => {
    const value = truthOf(left, ask);
    return value === true ? ask(right) : value;
  },
  or: ({ left, right }, ask) => {
    const value = truthOf(left, ask);
    return value === false ? ask(right) : value;
  },
  choice: ({ condition, then, otherwise }, ask) => {
    const value = truthOf(condition, ask);
    return value === undefined ? undefined : ask(value ? then : otherwise);
  },
};

const numberOf = (expression: NumberExpression, ask: Ask) => ask(expression) as bigint | undefined;
const truthOf = (expression: BooleanExpression, ask: Ask) => ask(expression) as boolean | undefined;

function both(
  left: NumberExpression,
  right: NumberExpression,
  ask: Ask,
  join: (a: bigint, b: bigint) => Evaluated,
): Evaluated {
  const a = numberOf(left, ask);
  if (a === undefined) return undefined;
  const b = numberOf(right, ask);
  return b === undefined ? undefined : join(a, b);
}

/** `/` and the bit operators get no negative numbers, so that rounding towards 0 is rounding down. */
const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: bigint, b: bigint) => bigint | undefined>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0n ? undefined : a / b),
  "%": (a, b) => (b === 0n ? undefined : a % b),
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
};

const COMPARISONS: Readonly<Record<ComparisonOperator, (a: bigint, b: bigint) => boolean>> = {
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function isAmong(values: InExpression["values"], value: bigint): boolean {
  if (values.kind === "intervals")
    return values.intervals.some(({ first, last }) => first <= value && value <= last);
  const { firsts, lasts } = values;
  let [low, high] = [0, firsts.length];
  // The first interval that does not end before the value is the only one that can hold it.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lasts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low < firsts.length && firsts[low]! <= value;
}
