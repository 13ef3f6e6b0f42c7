/** Expressions of predicates as tests write them: `compare("<", field("tcpDport"), 1024)`. */
import type {
  ArithmeticOperator,
  BooleanExpression,
  ComparisonOperator,
  NumberExpression,
  Predicate,
  Program,
  Rule,
} from "../../src/ir/index.js";
import type { ActionName, FieldName, ProtocolName } from "../../src/packet/index.js";

const span = { file: "rules/predicates.ts", line: 1, column: 1 };

/** A number, or what stands for one. */
export type Given = NumberExpression | number | bigint;

export const number = (value: number | bigint): NumberExpression => {
  return { kind: "number", value: BigInt(value), span, text: String(value) };
};

const of = (given: Given): NumberExpression => (typeof given === "object" ? given : number(given));

export const field = (name: FieldName): NumberExpression => ({
  kind: "field",
  field: name,
  span,
  text: name,
});

export function payload(size: 1 | 2 | 4, offset: Given): NumberExpression {
  const at = of(offset);
  return { kind: "payload", size, offset: at, span, text: `u${size * 8}(${at.text})` };
}

export const payloadLength: NumberExpression = { kind: "payload-length", span, text: "payload.length" };

export function arithmetic(op: ArithmeticOperator, a: Given, b: Given): NumberExpression {
  const [left, right] = [of(a), of(b)];
  return { kind: "arithmetic", op, left, right, span, text: `(${left.text} ${op} ${right.text})` };
}

export function negate(given: Given): NumberExpression {
  const operand = of(given);
  return { kind: "negate", operand, span, text: `(-${operand.text})` };
}

export function chooseNumber(condition: BooleanExpression, a: Given, b: Given): NumberExpression {
  const [then, otherwise] = [of(a), of(b)];
  const text = `(${condition.text} ? ${then.text} : ${otherwise.text})`;
  return { kind: "choice", condition, then, otherwise, span, text };
}

export function choose(
  condition: BooleanExpression,
  then: BooleanExpression,
  otherwise: BooleanExpression,
): BooleanExpression {
  const text = `(${condition.text} ? ${then.text} : ${otherwise.text})`;
  return { kind: "choice", condition, then, otherwise, span, text };
}

export const boolean = (value: boolean): BooleanExpression => ({
  kind: "boolean",
  value,
  span,
  text: String(value),
});

export const has = (protocol: ProtocolName): BooleanExpression => ({
  kind: "has",
  protocol,
  span,
  text: protocol,
});

export function compare(op: ComparisonOperator, a: Given, b: Given): BooleanExpression {
  const [left, right] = [of(a), of(b)];
  return { kind: "compare", op, left, right, span, text: `(${left.text} ${op} ${right.text})` };
}

export const same = (
  left: BooleanExpression,
  right: BooleanExpression,
  negated = false,
): BooleanExpression => ({
  kind: "same",
  left,
  right,
  negated,
  span,
  text: `(${left.text} ${negated ? "!==" : "==="} ${right.text})`,
});

/** In any of some intervals, or values. */
export function among(given: Given, ...values: (bigint | readonly [bigint, bigint])[]): BooleanExpression {
  const operand = of(given);
  const intervals = values.map((value) =>
    typeof value === "bigint" ? { first: value, last: value } : { first: value[0], last: value[1] },
  );
  const text = `${operand.text} in ${values.join(" ")}`;
  return { kind: "in", operand, values: { kind: "intervals", intervals }, span, text };
}

/** In a set of many single values. */
export function inSet(given: Given, name: string, values: readonly number[]): BooleanExpression {
  const operand = of(given);
  const sorted = Uint32Array.from(values).sort();
  const set = { kind: "set", name, firsts: sorted, lasts: sorted } as const;
  return { kind: "in", operand, values: set, span, text: `${name}.has(${operand.text})` };
}

/** In a live set. */
export const inLive = (name: FieldName, set: string): BooleanExpression => ({
  kind: "in-live",
  operand: { kind: "field", field: name, span, text: name },
  set,
  span,
  text: `${set}.has(${name})`,
});

export const starts = (text: string, offset = 0): BooleanExpression => ({
  kind: "starts",
  bytes: Buffer.from(text, "latin1"),
  offset,
  span,
  text: `startsWith(${JSON.stringify(text)}, ${offset})`,
});

export const not = (operand: BooleanExpression): BooleanExpression => ({
  kind: "not",
  operand,
  span,
  text: `!${operand.text}`,
});

export const logical = (
  kind: "and" | "or",
  left: BooleanExpression,
  right: BooleanExpression,
): BooleanExpression => ({
  kind,
  left,
  right,
  span,
  text: `(${left.text} ${kind === "and" ? "&&" : "||"} ${right.text})`,
});
export const and = (...all: [BooleanExpression, ...BooleanExpression[]]) =>
  all.reduce((a, b) => logical("and", a, b));
export const or = (...all: [BooleanExpression, ...BooleanExpression[]]) =>
  all.reduce((a, b) => logical("or", a, b));

/** An expression as the predicate of a rule. */
export const predicate = (expression: BooleanExpression, name = ""): Predicate => ({
  expression,
  name,
  span,
});

/** A rule, whose matches are none unless given. */
export const ruleOf = (
  id: number,
  predicates: readonly BooleanExpression[],
  rest: Partial<Rule> = {},
): Rule => ({
  id,
  name: `rule ${id}`,
  action: "drop",
  matches: [],
  predicates: predicates.map((expression) => predicate(expression)),
  live: [],
  span: { file: "rules/predicates.ts", line: id + 1, column: 1 },
  ...rest,
});

/** A rule for each of some predicates, which counts the packets for which it holds and lets the others see them as well. */
export const watching = (
  expressions: readonly BooleanExpression[],
  policy: ActionName = "pass",
): Program => ({
  policy,
  sets: [],
  rules: expressions.map((expression, id) => ruleOf(id, [expression], { statement: "monitor" })),
});
