import type { BooleanExpression, NumberExpression } from "../../ir/index.js";
import type { Site } from "./state.js";
import { booleanOf, dataOf, numberOf } from "./values.js";

/** `true` or `false` as an expression. */
export const constant = (value: boolean, { span, text }: Site): BooleanExpression => {
  return { kind: "boolean", value, span, text };
};

/** A whole number as an expression. */
export const whole = (value: bigint, span: Site["span"], text = String(value)): NumberExpression => {
  return { kind: "number", value, span, text };
};

/** A value as something true or false; undefined when it is neither. */
export function asBoolean(value: unknown, site: Site): BooleanExpression | undefined {
  if (typeof value === "boolean") return constant(value, site);
  const data = dataOf(value);
  return data?.kind === "boolean" ? data.expression : undefined;
}

/** A value as an integer; undefined when it is none. */
export function asNumber(value: unknown, site: Site): NumberExpression | undefined {
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? whole(BigInt(value), site.span) : undefined;
  const data = dataOf(value);
  return data?.kind === "number" ? data.expression : undefined;
}

const isConstant = (expression: BooleanExpression, value: boolean) =>
  expression.kind === "boolean" && expression.value === value;

/** `!a` */
export function not(operand: BooleanExpression, { span, text }: Site): BooleanExpression {
  if (operand.kind === "not") return operand.operand;
  if (operand.kind === "boolean") return { ...operand, value: !operand.value };
  return { kind: "not", operand, span, text };
}

/** `a && b`: `a && false` stays, because `a` may read what a packet does not have. */
export function and(
  left: BooleanExpression,
  right: BooleanExpression,
  { span, text }: Site,
): BooleanExpression {
  if (isConstant(right, true)) return left;
  if (left.kind === "boolean") return left.value ? right : left;
  return { kind: "and", left, right, span, text };
}

/** `a || b`: `a || true` stays. */
export function or(
  left: BooleanExpression,
  right: BooleanExpression,
  { span, text }: Site,
): BooleanExpression {
  if (isConstant(right, false)) return left;
  if (left.kind === "boolean") return left.value ? left : right;
  return { kind: "or", left, right, span, text };
}

/** `condition ? then : otherwise` of booleans; `c ? a : a` stays. */
export function chooseBoolean(
  condition: BooleanExpression,
  then: BooleanExpression,
  otherwise: BooleanExpression,
  site: Site,
): BooleanExpression {
  if (isConstant(then, true)) return or(condition, otherwise, site);
  if (isConstant(otherwise, false)) return and(condition, then, site);
  if (isConstant(then, false)) return and(not(condition, site), otherwise, site);
  if (isConstant(otherwise, true)) return or(not(condition, site), then, site);
  return { kind: "choice", condition, then, otherwise, ...site };
}

/** The same of numbers. */
export const chooseNumber = (
  condition: BooleanExpression,
  then: NumberExpression,
  otherwise: NumberExpression,
  site: Site,
): NumberExpression => ({ kind: "choice", condition, then, otherwise, ...site });

/** A value that a condition decides on, when both sides are booleans or both are integers; else undefined. */
export function choose(condition: BooleanExpression, then: unknown, otherwise: unknown, site: Site): unknown {
  const [a, b] = [asBoolean(then, site), asBoolean(otherwise, site)];
  if (a !== undefined && b !== undefined) return booleanOf(chooseBoolean(condition, a, b, site));
  const [m, n] = [asNumber(then, site), asNumber(otherwise, site)];
  if (m !== undefined && n !== undefined) return numberOf(chooseNumber(condition, m, n, site));
  return undefined;
}
