import type { ArithmeticOperator, NumberExpression } from "../../ir/index.js";
import { LARGEST_NUMBER, rangeOf } from "../../ir/index.js";
import { chooseNumber, whole } from "./logic.js";
import { describe, integer } from "./compare.js";
import { refuse, type Site } from "./state.js";
import { dataOf, numberOf, otherOf } from "./values.js";

/** The largest number that JavaScript's bit operators take as it is. */
const LARGEST_BITS = 2n ** 32n - 1n;

/** JavaScript's operators on numbers, and what they are here. */
const OPERATORS: ReadonlyMap<string, ArithmeticOperator> = new Map([
  ["+", "+"],
  ["-", "-"],
  ["*", "*"],
  ["%", "%"],
  ["&", "&"],
  ["|", "|"],
  ["^", "^"],
  ["<<", "<<"],
  [">>", ">>"],
  [">>>", ">>"],
]);

const OF_BITS: ReadonlySet<string> = new Set(["&", "|", "^", "<<", ">>"]);

function operand(op: string, value: unknown, site: Site): NumberExpression {
  if (typeof value === "string") refuse("XG263", { what: site.text }, site);
  return (
    integer(value, site) ??
    refuse("XG281", { op, what: describe(value), hint: "it takes whole numbers" }, site)
  );
}

/** `left op right` when at least one of them is packet data. */
export function calculate(op: string, leftValue: unknown, rightValue: unknown, site: Site): unknown {
  const [left, right] = [operand(op, leftValue, site), operand(op, rightValue, site)];
  if (op === "/") {
    refuseZero(right, site);
    return otherOf({ kind: "quotient", left, right, site });
  }
  const known =
    OPERATORS.get(op) ??
    refuse(
      "XG281",
      { op, what: site.text, hint: "the kernel has + - * % & | ^ << >>, and Math.floor(a / b)" },
      site,
    );
  if (known === "%") refuseZero(right, site);
  if (OF_BITS.has(known)) refuseBits(known, left, right, site);
  const { span, text } = site;
  const expression = checked({ kind: "arithmetic", op: known, left, right, span, text }, site);
  if (known === "<<" && rangeOf(expression).most > LARGEST_BITS)
    refuseSize(expression, "4294967295, which is all that << keeps", site);
  return numberOf(expression);
}

function refuseZero(divisor: NumberExpression, site: Site): void {
  const { least, most } = rangeOf(divisor);
  if (least <= 0n && most >= 0n)
    refuse("XG267", { text: site.text, reason: `${divisor.text} may be 0` }, site);
}

/** Bits are of unsigned numbers of 32 bits: on those JavaScript and the kernel agree, but for the sign. */
function refuseBits(op: string, left: NumberExpression, right: NumberExpression, site: Site): void {
  for (const expression of [left, right]) {
    const { least, most } = rangeOf(expression);
    if (least < 0n) refuse("XG267", { text: site.text, reason: `${expression.text} may be negative` }, site);
    if (most > LARGEST_BITS) refuseSize(expression, "4294967295, and bits are of 32", site);
  }
  if ((op === "<<" || op === ">>") && rangeOf(right).most > 31n)
    refuse("XG267", { text: site.text, reason: `${right.text} may be more than 31 places` }, site);
}

const refuseSize = (expression: NumberExpression, most: string, site: Site) =>
  refuse("XG267", { text: site.text, reason: `${expression.text} may be more than ${most}` }, site);

/** A number that stays within those that JavaScript holds exactly. */
function checked(expression: NumberExpression, site: Site): NumberExpression {
  const { least, most } = rangeOf(expression);
  if (least < -LARGEST_NUMBER || most > LARGEST_NUMBER) refuseSize(expression, "2^53 - 1", site);
  return expression;
}

/** `-value`, `+value`, `~value` of packet data. */
export function unary(op: string, value: unknown, site: Site): unknown {
  if (op === "+" && dataOf(value)?.kind === "boolean") return toNumber(value, site);
  const expression = operand(op, value, site);
  if (op === "+") return value;
  if (op === "-") return numberOf(checked({ kind: "negate", operand: expression, ...site }, site));
  return refuse(
    "XG281",
    { op, what: site.text, hint: "write ^ with as many ones as the field has bits: x ^ 0xff" },
    site,
  );
}

/** `Number(value)` of packet data: 1 for true, 0 for false. */
export function toNumber(value: unknown, site: Site): unknown {
  const data = dataOf(value);
  if (data?.kind === "number") return value;
  if (data?.kind !== "boolean") return refuse("XG263", { what: site.text }, site);
  return numberOf(chooseNumber(data.expression, whole(1n, site.span), whole(0n, site.span), site));
}

/** `Math.name(…)` of packet data. */
export function math(name: string, values: readonly unknown[], site: Site): unknown {
  const data = dataOf(values[0]);
  if (
    (name === "floor" || name === "trunc" || name === "ceil" || name === "round") &&
    data?.kind === "number"
  )
    return values[0];
  if ((name === "floor" || name === "trunc") && data?.kind === "quotient")
    return divided(data.left, data.right, site);
  if (name === "min" || name === "max") {
    const numbers = values.map((value) => operand(`Math.${name}`, value, site));
    const op = name === "min" ? "<" : ">";
    const { span, text } = site;
    return numberOf(
      numbers.reduce((a, b) =>
        chooseNumber({ kind: "compare", op, left: a, right: b, span, text }, a, b, site),
      ),
    );
  }
  if (name === "abs") {
    const x = operand("Math.abs", values[0], site);
    const { span, text } = site;
    const isNegative = { kind: "compare", op: "<", left: x, right: whole(0n, span), span, text } as const;
    return numberOf(chooseNumber(isNegative, { kind: "negate", operand: x, span, text }, x, site));
  }
  return refuse(
    "XG281",
    { op: `Math.${name}`, what: site.text, hint: "the kernel has Math.floor, trunc, min, max and abs" },
    site,
  );
}

function divided(left: NumberExpression, right: NumberExpression, site: Site): unknown {
  for (const { expression, range } of [left, right].map((e) => ({ expression: e, range: rangeOf(e) })))
    if (range.least < 0n)
      refuse("XG267", { text: site.text, reason: `${expression.text} may be negative` }, site);
  return numberOf({ kind: "arithmetic", op: "/", left, right, ...site });
}
