import { maxOf } from "../packet/index.js";
import {
  partsOfExpression,
  type ArithmeticOperator,
  type BooleanExpression,
  type CompareExpression,
  type Expression,
  type InExpression,
  type NumberExpression,
} from "./expression.js";
import { LARGEST_NUMBER, rangeOf } from "./expression-range.js";

/**
 * How large a predicate may be: parts in all, and one within the other. A chain of `&&`, or of `||`, is one level however long it is, and so
 * is what follows an `if` that returns. clang takes 256 parentheses within each other.
 */
export const EXPRESSION_LIMITS = { parts: 4000, depth: 100 } as const;

/** The longest chain: what goes through an expression goes down into it, and a stack has an end. */
const MOST_NESTING = 1200;

/** Every reason for which an expression cannot be judged alike by JavaScript and the kernel. */
export type ExpressionFaultKind =
  /** A number that may lie beyond ±(2^53 - 1), or a wide field where only `===`, `!==` and `in` have a meaning. */
  | "too-large"
  /** An operand of `/ & | ^ << >>`, or what is compared with a wide field, that may be negative. */
  | "negative"
  /** More parts, or more of them within each other, than `EXPRESSION_LIMITS` allows. */
  | "too-many-parts"
  /** What nobody can write: a bug of whoever made the expression. */
  | "malformed";

/** What is wrong, and with which part of the predicate. */
export interface ExpressionFault {
  readonly kind: ExpressionFaultKind;
  readonly expression: Expression;
}

const OF_WHOLE_NUMBERS: readonly ArithmeticOperator[] = ["/", "&", "|", "^", "<<", ">>"];
const NUMBERS: ReadonlySet<Expression["kind"]> = new Set<NumberExpression["kind"]>([
  "number",
  "field",
  "payload",
  "payload-length",
  "arithmetic",
  "negate",
]);

/** The first fault of a predicate's expression, innermost first; undefined when it is sound. */
export function expressionFault(whole: BooleanExpression): ExpressionFault | undefined {
  let parts = 0;
  const faultOf = (
    expression: Expression,
    depth: number,
    nesting: number,
    mayBeWide: boolean,
    isAnswer: boolean,
  ): ExpressionFault | undefined => {
    parts++;
    if (parts > EXPRESSION_LIMITS.parts || depth > EXPRESSION_LIMITS.depth || nesting > MOST_NESTING)
      return { kind: "too-many-parts", expression: whole };
    const wideParts = takesWide(expression);
    for (const part of partsOfExpression(expression)) {
      const goesOn = isAnswer && isLast(expression, part);
      const isSameLevel = isChained(expression, part) || (goesOn && expression.kind === "choice");
      const fault = faultOf(part, isSameLevel ? depth : depth + 1, nesting + 1, wideParts, goesOn);
      if (fault !== undefined) return fault;
    }
    const kind = ownFault(expression, mayBeWide);
    return kind === undefined ? undefined : { kind, expression };
  };
  return faultOf(whole, 1, 1, false, true);
}

const isChained = (whole: Expression, part: Expression): boolean =>
  (whole.kind === "and" || whole.kind === "or") && part.kind === whole.kind;

/** Whether the predicate comes to what a part comes to, when it gets there: what stands behind an `if` that returns, or at a chain's end. */
const isLast = (whole: Expression, part: Expression): boolean =>
  whole.kind === "choice"
    ? part === whole.otherwise
    : (whole.kind === "and" || whole.kind === "or") && part === whole.right;

/** Whether the parts of an expression may be wider than JavaScript's numbers. */
const takesWide = (expression: Expression): boolean =>
  expression.kind === "in" ||
  expression.kind === "in-live" ||
  (expression.kind === "compare" && (expression.op === "===" || expression.op === "!=="));

/** Whether an expression is a number; of a choice, whether what it chooses from is. */
export function isNumber(expression: Expression): expression is NumberExpression {
  return expression.kind === "choice" ? isNumber(expression.then) : NUMBERS.has(expression.kind);
}

function ownFault(expression: Expression, mayBeWide: boolean): ExpressionFaultKind | undefined {
  if (hasWrongTypes(expression) || isMalformed(expression)) return "malformed";
  if (expression.kind === "compare") return comparesWideWithNegative(expression) ? "negative" : undefined;
  if (!isNumber(expression)) return undefined;
  if (expression.kind === "arithmetic" && OF_WHOLE_NUMBERS.includes(expression.op))
    if (rangeOf(expression.left).least < 0n || rangeOf(expression.right).least < 0n) return "negative";
  const { least, most } = rangeOf(expression);
  if (least >= -LARGEST_NUMBER && most <= LARGEST_NUMBER) return undefined;
  const isPlain = expression.kind === "field" || expression.kind === "number";
  return mayBeWide && isPlain && least >= 0n && most <= maxOf(128) ? undefined : "too-large";
}

function comparesWideWithNegative({ left, right }: CompareExpression): boolean {
  const ranges = [rangeOf(left), rangeOf(right)];
  return ranges.some(({ most }) => most > LARGEST_NUMBER) && ranges.some(({ least }) => least < 0n);
}

/** What is true or false of numbers. */
const ASKS_NUMBERS: ReadonlySet<Expression["kind"]> = new Set<BooleanExpression["kind"]>([
  "compare",
  "in",
  "in-live",
]);

/** Numbers where booleans belong, or the reverse. */
function hasWrongTypes(expression: Expression): boolean {
  const parts = partsOfExpression(expression).map(isNumber);
  if (expression.kind === "choice") return parts[0]! || parts[1] !== parts[2];
  const wantsNumbers = isNumber(expression) || ASKS_NUMBERS.has(expression.kind);
  return parts.some((isOne) => isOne !== wantsNumbers);
}

function isMalformed(expression: Expression): boolean {
  if (expression.kind === "starts") {
    const { bytes, offset } = expression;
    return (
      bytes.length < 1 || bytes.length > 64 || !Number.isInteger(offset) || offset < 0 || offset > 65_535
    );
  }
  return expression.kind === "in" && isEmpty(expression.values);
}

const isEmpty = (values: InExpression["values"]) =>
  values.kind === "set" ? values.firsts.length === 0 : values.intervals.length === 0;
