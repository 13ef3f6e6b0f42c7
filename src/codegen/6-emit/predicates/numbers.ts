import {
  rangeOf,
  type ArithmeticExpression,
  type ArithmeticOperator,
  type NumberExpression,
} from "../../../ir/index.js";
import { fieldRow, maxOf } from "../../../packet/index.js";
import { commentText, hex, memberOf } from "../c-names.js";
import { surelyAsked } from "./asked.js";
import { bare } from "./bare.js";
import { waysOf, writeChosen } from "./choice.js";
import { demand, leaveIf, recalled, write, type Block, type Writing } from "./block.js";

/**
 * A number as an expression of C of type __s64, or of a type that becomes that when it is an argument. What it needs before goes into the block:
 * where the packet lacks something, the function is left.
 */
export function numberText(number: NumberExpression, block: Block, writing: Writing): string {
  const known = recalled(number, block, writing);
  if (known !== undefined) return known;
  const text = (TEXTS[number.kind] as NumberWriter)(number, block, writing);
  if (!writing.shared.isShared(number)) return text;
  return writing.keep(() => variableOf(number, text, block, writing)) ?? text;
}

type NumberWriter = (number: NumberExpression, block: Block, writing: Writing) => string;

const TEXTS: {
  readonly [K in NumberExpression["kind"]]: (
    number: NumberExpression & { kind: K },
    block: Block,
    writing: Writing,
  ) => string;
} = {
  number: ({ value }) => literal(value),
  field: ({ field }) => `p->${memberOf(field)}`,
  payload: (load, block, writing) => {
    const { size, offset, span } = load;
    const at = bare(numberText(offset, block, writing));
    const variable = variableFor(load, `payload_u${size * 8}(ctx, p->payload, ${at})`, block, writing);
    leaveIf(block, span, `${variable} < 0`);
    return variable;
  },
  "payload-length": (length, block, writing) => {
    const variable = variableFor(length, "payload_length(p->length, p->payload)", block, writing);
    leaveIf(block, length.span, `${variable} < 0`);
    return variable;
  },
  negate: ({ operand }, block, writing) => `(-(__s64)${numberText(operand, block, writing)})`,
  arithmetic: (arithmetic, block, writing) => {
    const { op, left, right, span } = arithmetic;
    const called = isFarShift(arithmetic) ? FAR[op] : CALLED[op];
    if (called === undefined) {
      const a = operandText("left", arithmetic, block, writing);
      const b = operandText("right", arithmetic, block, writing);
      return `(${a} ${op} ${b})`;
    }
    const a = numberText(left, block, writing);
    const b = numberText(right, block, writing);
    if (!mayDivideByZero(arithmetic)) return `${called}(${bare(a)}, ${bare(b)})`;
    const divisor = variableOf(right, b, block, writing);
    leaveIf(block, span, `equals(${divisor}, 0)`);
    return `${called}(${bare(a)}, ${divisor})`;
  },
  choice: ({ condition, then, otherwise, span }, block, writing) => {
    const asked = writing.condition(condition, block, writing);
    const ways = waysOf(condition, block, writing);
    const [one, other] = ways;
    demand(one, span, surelyAsked(then, writing.planned));
    demand(other, span, surelyAsked(otherwise, writing.planned));
    const texts = [numberText(then, one, writing), numberText(otherwise, other, writing)] as const;
    if (one.lines.length + other.lines.length === 0)
      return `either(${[asked, ...texts].map(bare).join(", ")}, p->length)`;
    const variable = writing.unused("n");
    writeChosen({ type: "__s64", variable, asked, ways, texts }, block, span);
    return `either(true, ${variable}, 0, p->length)`;
  },
};

/** Operators for which C's own will not do: xdpgen/predicate.h. */
const CALLED: Readonly<Partial<Record<ArithmeticOperator, string>>> = { "/": "quotient", "%": "remainder" };

/** Shifts by more places than a number has: in C nobody says what these come to. */
const FAR: Readonly<Partial<Record<ArithmeticOperator, string>>> = {
  "<<": "shifted_left",
  ">>": "shifted_right",
};

const isFarShift = ({ op, right }: ArithmeticExpression) =>
  FAR[op] !== undefined && rangeOf(right).most > 63n;

function mayDivideByZero({ op, right }: ArithmeticExpression): boolean {
  const { least, most } = rangeOf(right);
  return (op === "/" || op === "%") && least <= 0n && most >= 0n;
}

/** What is computed of numbers that are not negative, bit by bit, comes to the same in any type that holds them. */
const BITWISE: readonly ArithmeticOperator[] = ["&", "|", "^"];

/** Whether C may take a number for one of another type than __s64: an int, or the type of the field that it is. */
const isUntyped = (number: NumberExpression): boolean =>
  number.kind === "number" ||
  number.kind === "field" ||
  (number.kind === "arithmetic" &&
    BITWISE.includes(number.op) &&
    isUntyped(number.left) &&
    isUntyped(number.right));

/** The operands of one of C's own operators, of which one at least has to be of 64 bits, signed. Of shifts it is the left one. */
function operandText(
  side: "left" | "right",
  { op, left, right }: ArithmeticExpression,
  block: Block,
  writing: Writing,
): string {
  const number = side === "left" ? left : right;
  const text = numberText(number, block, writing);
  if (BITWISE.includes(op) || !isUntyped(number)) return text;
  const isShift = op === "<<" || op === ">>";
  const follows = isShift
    ? side === "right"
    : number.kind === "number" && !isUntyped(side === "left" ? right : left);
  return follows ? text : `(__s64)${text}`;
}

/** Keeps a number in a variable, for all that follows in the block. */
function variableFor(
  number: NumberExpression,
  text: string,
  block: Block,
  { shared, unused }: Writing,
): string {
  const variable = unused("n");
  const remark = commentText(number.text);
  write(block, number.span, `const __s64 ${variable} = ${bare(text)}; /* ${remark} */`);
  block.variables.set(shared.idOf(number), variable);
  return variable;
}

/** A number in a variable, unless it is one already, or as short as one: then as it is. */
export function variableOf(number: NumberExpression, text: string, block: Block, writing: Writing): string {
  if (number.kind === "field" || number.kind === "number") return text;
  return block.variables.get(writing.shared.idOf(number)) ?? variableFor(number, text, block, writing);
}

/** Constants that C takes for an int are written as they are; longer ones say that they have 64 bits. */
export function literal(value: bigint): string {
  const text = value < 0n ? `(${value})` : String(value);
  const isInt = value >= -(2n ** 31n) + 1n && value < 2n ** 31n;
  return isInt ? text : value < 0n ? `(${value}LL)` : `${value}LL`;
}

/** A number of up to 128 bits that is not negative, as its two words, the upper one first. */
export function wordsText(number: NumberExpression, block: Block, writing: Writing): string {
  if (number.kind === "number") return `${hex(number.value >> 64n)}, ${hex(number.value & maxOf(64))}`;
  const text = numberText(number, block, writing);
  return number.kind === "field" && fieldRow(number.field).bits > 64
    ? `${text}.hi, ${text}.lo`
    : `0, ${text}`;
}

/** Whether a number may have more than 64 bits. */
export const isWide = (number: NumberExpression): boolean => rangeOf(number).most > maxOf(63);
