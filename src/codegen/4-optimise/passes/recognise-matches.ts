import {
  complement,
  intersect,
  normalise,
  TURNED,
  type BooleanExpression,
  type ComparisonOperator,
  type FieldMatch,
  type LiveMatch,
  type LiveSetMatch,
  type Match,
  type NumberExpression,
  type Rule,
} from "../../../ir/index.js";
import { fieldRow, maxOf, type FieldName, type Interval } from "../../../packet/index.js";
import type { Pass } from "../pass.js";

/**
 * `p.tcp.dport === 22 && …`: what a predicate asks of one field alone becomes a match of the rule, so that it goes through the tables like
 * any other. A rule whose match does not hold and one whose predicate reads what is not there are alike: neither matches.
 */
export const recogniseMatches: Pass = {
  name: "recognise-matches",
  run: (program) => ({ ...program, rules: program.rules.map(withMatches) }),
};

function withMatches(rule: Rule): Rule {
  if (rule.predicates.length === 0) return rule;
  const found: Match[] = [];
  const live: LiveSetMatch[] = [];
  const predicates = rule.predicates.flatMap((predicate) => {
    const rest = conjuncts(predicate.expression).filter((expression) => {
      const asked = liveMatchOf(expression);
      if (asked !== undefined) live.push(asked);
      const match = asked === undefined ? matchOf(expression) : undefined;
      if (match !== undefined) found.push(match);
      return asked === undefined && match === undefined;
    });
    if (rest.length === 0) return [];
    const expression = rest.reduce((left, right) => ({
      kind: "and",
      left,
      right,
      span: left.span,
      text: predicate.expression.text,
    }));
    return [{ ...predicate, expression }];
  });
  if (found.length + live.length === 0) return rule;
  return { ...rule, matches: [...rule.matches, ...found], predicates, live: withSets(rule.live, live) };
}

/** Live sets are asked before samples and rates. */
function withSets(live: readonly LiveMatch[], found: readonly LiveSetMatch[]): readonly LiveMatch[] {
  const isSet = ({ kind }: LiveMatch) => kind === "live-set";
  return [...live.filter(isSet), ...found, ...live.filter((match) => !isSet(match))];
}

/** What must hold all together. */
const conjuncts = (expression: BooleanExpression): readonly BooleanExpression[] =>
  expression.kind === "and" ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];

/** `field.in(bans)`, `!field.in(bans)` */
function liveMatchOf(expression: BooleanExpression): LiveSetMatch | undefined {
  const negated = expression.kind === "not";
  const asked = negated ? expression.operand : expression;
  if (asked.kind !== "in-live") return undefined;
  const { operand, set } = asked;
  return { kind: "live-set", fields: [operand.field], set, negated, span: expression.span };
}

/** The match that says the same, if there is one. */
function matchOf(expression: BooleanExpression): Match | undefined {
  const { span } = expression;
  if (expression.kind === "has") return { kind: "protocol", protocol: expression.protocol, span };
  const simple = setMatch(expression) ?? bitsMatch(expression);
  if (simple !== undefined) return simple;
  if (expression.kind === "not") {
    const inner = setMatch(expression.operand) ?? bitsMatch(expression.operand);
    if (inner !== undefined) return { ...inner, negated: !inner.negated, span };
  }
  const field = onlyField(expression);
  const intervals = field && heldValues(expression, field);
  if (field === undefined || intervals === undefined || intervals.length === 0) return undefined;
  return { kind: "field", field, operand: { kind: "intervals", intervals }, negated: false, span };
}

/** `field.in(…)`, `values.includes(field)` */
function setMatch(expression: BooleanExpression): FieldMatch | undefined {
  if (expression.kind !== "in" || expression.operand.kind !== "field") return undefined;
  const { operand, values, span } = expression;
  return { kind: "field", field: operand.field, operand: values, negated: false, span };
}

/** `(field & mask) === value`: `flags.syn`, or any of several flags. */
function bitsMatch(expression: BooleanExpression): FieldMatch | undefined {
  const { span } = expression;
  if (expression.kind === "or") {
    const [left, right] = [bitsMatch(expression.left), bitsMatch(expression.right)];
    if (left === undefined || right === undefined || left.field !== right.field) return undefined;
    if (left.negated || right.negated || left.operand.kind !== "bits" || right.operand.kind !== "bits")
      return undefined;
    return {
      ...left,
      operand: { kind: "bits", tests: [...left.operand.tests, ...right.operand.tests] },
      span,
    };
  }
  if (expression.kind !== "compare" || expression.right.kind !== "number") return undefined;
  const { op, left, right } = expression;
  if (
    left.kind !== "arithmetic" ||
    left.op !== "&" ||
    left.left.kind !== "field" ||
    left.right.kind !== "number"
  )
    return undefined;
  if (op !== "===" && op !== "!==") return undefined;
  const { field } = left.left;
  // Bit tests are of flags.
  if (fieldRow(field).type.ordered || fieldRow(field).bits > 8) return undefined;
  const mask = left.right.value & maxOf(fieldRow(field).bits);
  const isOneBit = mask !== 0n && (mask & (mask - 1n)) === 0n;
  if (mask === 0n || (right.value & ~mask) !== 0n) return undefined;
  // That a bit is not 0 is that it is 1.
  const value = isOneBit && op === "!==" ? right.value ^ mask : right.value;
  return {
    kind: "field",
    field,
    operand: { kind: "bits", tests: [{ mask, value }] },
    negated: op === "!==" && !isOneBit,
    span,
  };
}

/** The one field that an expression reads, whatever else it does; undefined when there is another, or none. */
function onlyField(expression: BooleanExpression): FieldName | undefined {
  if (expression.kind === "compare") {
    const { left, right } = expression;
    const [field, constant] = left.kind === "field" ? [left, right] : [right, left];
    return field.kind === "field" && constant.kind === "number" ? field.field : undefined;
  }
  if (expression.kind === "in")
    return expression.operand.kind === "field" && expression.values.kind === "intervals"
      ? expression.operand.field
      : undefined;
  if (expression.kind === "not") return onlyField(expression.operand);
  if (expression.kind !== "and" && expression.kind !== "or") return undefined;
  const field = onlyField(expression.left);
  return field !== undefined && field === onlyField(expression.right) ? field : undefined;
}

/** The values of the field for which an expression about it alone holds. */
function heldValues(expression: BooleanExpression, field: FieldName): readonly Interval[] | undefined {
  const max = maxOf(fieldRow(field).bits);
  if (expression.kind === "compare") return compared(expression.op, expression.left, expression.right, max);
  if (expression.kind === "in")
    return expression.values.kind === "intervals"
      ? intersect(expression.values.intervals, [{ first: 0n, last: max }])
      : undefined;
  if (expression.kind === "not") {
    const inner = heldValues(expression.operand, field);
    return inner && complement(inner, max);
  }
  if (expression.kind !== "and" && expression.kind !== "or") return undefined;
  const [left, right] = [heldValues(expression.left, field), heldValues(expression.right, field)];
  if (left === undefined || right === undefined) return undefined;
  return expression.kind === "and" ? intersect(left, right) : normalise([...left, ...right]);
}

function compared(
  op: ComparisonOperator,
  left: NumberExpression,
  right: NumberExpression,
  max: bigint,
): readonly Interval[] | undefined {
  if (left.kind === "number")
    return right.kind === "field" ? compared(TURNED[op], right, left, max) : undefined;
  if (right.kind !== "number") return undefined;
  const { value } = right;
  const upTo = (last: bigint): readonly Interval[] =>
    intersect([{ first: 0n, last: max }], last < 0n ? [] : [{ first: 0n, last }]);
  const equal = value < 0n || value > max ? [] : [{ first: value, last: value }];
  const held: Readonly<Record<ComparisonOperator, () => readonly Interval[]>> = {
    "===": () => equal,
    "!==": () => complement(equal, max),
    "<": () => upTo(value - 1n),
    "<=": () => upTo(value),
    ">": () => complement(upTo(value), max),
    ">=": () => complement(upTo(value - 1n), max),
  };
  return held[op]();
}
