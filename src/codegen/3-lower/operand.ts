import type { Place, Span } from "../../diagnostics/index.js";
import { isLines, isSet, type Not } from "../../dsl/index.js";
import { NARROW_BITS, normalise, type Operand } from "../../ir/index.js";
import { show, type BitTest, type Interval } from "../../packet/index.js";
import { lowerLiteral, type Accepted, type Context } from "./literal.js";
import { SHORT, union } from "./operand-form.js";
import type { Sets } from "./sets.js";
import { flatten, isNot, pair, type Written } from "./written.js";

/** What a field is compared with, and whether the comparison is negated. */
export interface Comparison {
  readonly operand: Operand;
  readonly negated: boolean;
}

/**
 * Makes the operand of a match from the values that the user wrote. Undefined when a value was refused: then the
 * session says why, once for every wrong value.
 */
export function lowerValues(
  values: readonly unknown[],
  places: readonly Place[],
  span: Span,
  context: Context,
  sets: Sets,
): Comparison | undefined {
  const written = values.length === 0 && context.row.type.name === "boolean" ? [true] : values;
  const flat = flatten(pair(written, places, span));
  const negation = flat.find(({ value }) => isNot(value));
  if (negation === undefined) return compared(operandOf(flat, span, context, sets), false);
  if (flat.length > 1) {
    context.session.report("XG212", { field: context.field }, negation.place.span);
    return undefined;
  }
  const inner = flatten(pair((negation.value as Not).values, negation.place.parts, negation.place.span));
  const nested = inner.find(({ value }) => isNot(value));
  if (nested !== undefined) {
    context.session.report("XG212", { field: context.field }, nested.place.span);
    return undefined;
  }
  return compared(operandOf(inner, negation.place.span, context, sets), true);
}

const compared = (operand: Operand | undefined, negated: boolean): Comparison | undefined =>
  operand === undefined ? undefined : { operand, negated };

function operandOf(
  written: readonly Written[],
  span: Span,
  context: Context,
  sets: Sets,
): Operand | undefined {
  const { field, row, session } = context;
  if (written.length === 0) {
    session.report("XG208", { field }, span);
    return undefined;
  }
  // Values without an order are few: a set of them is no more than an array.
  if (!row.type.ordered)
    return literalOperand(
      written.flatMap((w) => (isSet<Span>(w.value) ? sets.values(w.value) : [w])),
      context,
    );
  const literals = written.filter(({ value }) => !isSet(value));
  const operands = written.flatMap(({ value, place }) =>
    isSet<Span>(value) ? [sets.operand(value, place.span, context)] : [],
  );
  if (literals.length > 0) operands.push(literalOperand(literals, context));
  const good = operands.filter((operand) => operand !== undefined);
  if (good.length < operands.length) return undefined;
  return good.length === 1 ? good[0] : union(good, row.bits);
}

/** The operand of values, ranges and flags. */
function literalOperand(written: readonly Written[], context: Context): Operand | undefined {
  const { field, row, session } = context;
  const intervals: Interval[] = [];
  const tests: BitTest[] = [];
  const seen = new Set<string>();
  for (const element of written) {
    const { value, place } = element;
    if (isLines(value)) {
      const given = "lines(…) that stand in no set";
      session.report("XG228", { call: field, expected: row.type.expected, given }, place.span);
      continue;
    }
    const parsed = lowerLiteral(element, context);
    if (parsed === undefined) continue;
    if (written.length > 1) {
      const key = keyOf(parsed);
      if (seen.has(key))
        session.report("XG210", { value: typeof value === "object" ? "this" : show(value) }, place.span);
      seen.add(key);
    }
    if (parsed.kind === "interval") intervals.push(parsed.interval);
    else tests.push(...parsed.tests);
  }
  // All of them were refused: the session has said why.
  if (intervals.length + tests.length === 0) return undefined;
  if (tests.length > 0) return { kind: "bits", tests };
  return intervals.length > SHORT && row.bits <= NARROW_BITS
    ? union([{ kind: "intervals", intervals }], row.bits)
    : { kind: "intervals", intervals: normalise(intervals) };
}

function keyOf(parsed: Accepted): string {
  return parsed.kind === "interval"
    ? `${parsed.interval.first}-${parsed.interval.last}`
    : JSON.stringify(parsed.tests, (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
}
