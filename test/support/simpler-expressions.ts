/** What an expression becomes when a part of it is another one, and every expression that is simpler. */
import { isNumber, partsOfExpression, type Expression, type NumberExpression } from "../../src/ir/index.js";
import {
  arithmetic,
  boolean,
  choose,
  chooseNumber,
  compare,
  logical,
  negate,
  not,
  number,
  payload,
  same,
} from "./expressions.js";

/** Parts of the kinds that the expression has them of. */
type Parts = readonly [never, never, never];

const REBUILD = {
  number: (e) => e,
  field: (e) => e,
  boolean: (e) => e,
  has: (e) => e,
  starts: (e) => e,
  "payload-length": (e) => e,
  // Of a field alone, which is as simple as a number can be.
  "in-live": (e) => e,
  payload: ({ size }, [offset]) => payload(size, offset),
  arithmetic: ({ op }, [left, right]) => arithmetic(op, left, right),
  negate: (_, [operand]) => negate(operand),
  choice: ({ then }, parts) => (isNumber(then) ? chooseNumber(...parts) : choose(...parts)),
  compare: ({ op }, [left, right]) => compare(op, left, right),
  same: ({ negated }, [left, right]) => same(left, right, negated),
  in: (e, [operand]) => ({ ...e, operand, text: `${(operand as NumberExpression).text} in …` }),
  and: (_, [left, right]) => logical("and", left, right),
  or: (_, [left, right]) => logical("or", left, right),
  not: (_, [operand]) => not(operand),
} as const satisfies {
  readonly [K in Expression["kind"]]: (e: Expression & { kind: K }, parts: Parts) => Expression;
};

/** The expression with other parts, as many as it has and of the same kinds; its text is theirs. */
export const withParts = <E extends Expression>(expression: E, parts: readonly Expression[]): E =>
  (REBUILD[expression.kind] as (e: Expression, parts: readonly Expression[]) => Expression)(
    expression,
    parts,
  ) as E;

/** The expression with something else in the place of each part, from the innermost outwards. */
export function mapExpression<E extends Expression>(expression: E, change: (e: Expression) => Expression): E {
  const parts = partsOfExpression(expression).map((part) => mapExpression(part, change));
  return change(withParts(expression, parts)) as E;
}

/** How many parts an expression has, itself among them. */
export const sizeOf = (expression: Expression): number =>
  partsOfExpression(expression).reduce((all, part) => all + sizeOf(part), 1);

/** Every part of an expression, the larger ones first. */
const partsWithin = (expression: Expression): readonly Expression[] =>
  partsOfExpression(expression).flatMap((part) => [part, ...partsWithin(part)]);

const [ZERO, ONE] = [number(0), number(1)];

/** All of fewer parts that are one step away: one of its own parts, or a constant, in the place of the whole or of a part. */
export function* simplerExpressions<E extends Expression>(expression: E): Generator<E> {
  const size = sizeOf(expression);
  if (size === 1) return;
  const isOne = isNumber(expression);
  yield* (isOne ? [ZERO, ONE] : [boolean(true), boolean(false)]) as readonly Expression[] as readonly E[];
  const within = partsWithin(expression).filter((part) => isNumber(part) === isOne);
  yield* within.sort((a, b) => sizeOf(a) - sizeOf(b)) as E[];
  const parts = partsOfExpression(expression);
  for (const [i, part] of parts.entries())
    for (const simpler of simplerExpressions<Expression>(part))
      yield withParts(expression, parts.with(i, simpler));
}
