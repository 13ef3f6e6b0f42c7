/** Random expressions that are sound: every number of them stays within JavaScript's. */
import {
  expressionFault,
  isNumber,
  LARGEST_NUMBER,
  rangeOf,
  type BooleanExpression,
  type NumberExpression,
} from "../../src/ir/index.js";
import { FIELD_NAMES, fieldRow, PROTOCOL_NAMES, type FieldName } from "../../src/packet/index.js";
import {
  among,
  and,
  arithmetic,
  boolean,
  choose,
  chooseNumber,
  compare,
  field,
  has,
  negate,
  not,
  or,
  payload,
  same,
  starts,
} from "./expressions.js";
import type { Random } from "./random-numbers.js";

const NARROW = FIELD_NAMES.filter((name) => fieldRow(name).bits <= 53);
const WIDE = FIELD_NAMES.filter((name) => fieldRow(name).bits > 53);
const ARITHMETIC = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"] as const;
const COMPARISONS = ["===", "!==", "<", "<=", ">", ">="] as const;
const EDGES = [0, 1, 2, 5, 7, 63, 64, 80, 255, 256, 1023, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 40];
const TEXTS = ["G", "GET", "GET ", "\u0000", "\u00ff\u00ff", "ET /"];

/** Makes expressions of at most `depth` parts within each other. */
export function createExpressions(random: Random) {
  const one = <T>(of: readonly T[]): T => of[random(of.length)]!;

  const leaf = (): NumberExpression =>
    one<() => NumberExpression>([
      () => field(one(NARROW)),
      () => field(one(NARROW)),
      () => payload(one([1, 2, 4] as const), random(8)),
      () => arithmetic("+", one(EDGES), 0),
    ])();

  /** A number; where it could become too large, or an operand negative, another one. */
  const number = (depth: number): NumberExpression => {
    if (depth <= 1) return leaf();
    const made = one<() => NumberExpression>([
      () => arithmetic(one(ARITHMETIC), number(depth - 1), number(depth - 1)),
      () => arithmetic(one(ARITHMETIC), number(depth - 1), one(EDGES)),
      () => arithmetic(one(ARITHMETIC), one(EDGES), number(depth - 1)),
      () => negate(number(depth - 1)),
      () => chooseNumber(truth(depth - 1), number(depth - 1), number(depth - 1)),
      () => payload(one([1, 2, 4] as const), number(depth - 1)),
      leaf,
    ])();
    return isSound(compare("<", made, 1)) ? made : number(depth - 1);
  };

  /** Values near those that a number can have. */
  const near = (operand: NumberExpression): bigint => {
    const { least, most } = rangeOf(operand);
    const some = BigInt(one(EDGES));
    const value = one([least, most, least + some, most - some, some, -some, BigInt(random(100))]);
    return value > LARGEST_NUMBER || value < -LARGEST_NUMBER ? some : value;
  };

  const membership = (depth: number): BooleanExpression => {
    const operand = number(depth - 1);
    const first = near(operand);
    const start = first < 0n && operand.kind === "field" ? 0n : first;
    const { most } = rangeOf(operand);
    return among(operand, [
      start > most ? most : start,
      start > most ? most : start + ((most - start) >> 1n),
    ]);
  };

  const wide = (): BooleanExpression => {
    const name: FieldName = one(WIDE);
    const value = BigInt(one(EDGES)) << BigInt(random(88));
    return one<() => BooleanExpression>([
      () => compare(one(["===", "!=="] as const), field(name), value),
      () => compare(one(["===", "!=="] as const), field(name), field(one(WIDE))),
      () => among(field(name), [value, value + (1n << BigInt(random(100)))]),
    ])();
  };

  const truth = (depth: number): BooleanExpression => {
    if (depth <= 1)
      return one<() => BooleanExpression>([
        () => has(one(PROTOCOL_NAMES)),
        () => compare(one(COMPARISONS), field(one(NARROW)), one(EDGES)),
        () => boolean(random(2) === 0),
        () => starts(one(TEXTS), random(3)),
      ])();
    return one<() => BooleanExpression>([
      () => {
        const left = number(depth - 1);
        return compare(one(COMPARISONS), left, near(left));
      },
      () => compare(one(COMPARISONS), number(depth - 1), number(depth - 1)),
      () => membership(depth),
      () => and(truth(depth - 1), truth(depth - 1)),
      () => or(truth(depth - 1), truth(depth - 1)),
      () => and(has(one(PROTOCOL_NAMES)), truth(depth - 1)),
      () => or(not(has(one(PROTOCOL_NAMES))), truth(depth - 1)),
      () => not(truth(depth - 1)),
      () => choose(truth(depth - 1), truth(depth - 1), truth(depth - 1)),
      () => same(truth(depth - 1), truth(depth - 1), random(2) === 0),
      wide,
    ])();
  };

  return { number, truth };
}

const isSound = (expression: BooleanExpression): boolean => expressionFault(expression) === undefined;

/** Whether an expression asks a number anything at all: those that do not are dull. */
export const asksNumbers = (expression: BooleanExpression): boolean =>
  !isNumber(expression) && /[<>=%&|^]/.test(expression.text);
