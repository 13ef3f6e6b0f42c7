import {
  show,
  type BitTest,
  type FieldName,
  type FieldRow,
  type Interval,
  type Parsed,
} from "../../packet/index.js";
import type { Place, Session, Span } from "../../diagnostics/index.js";
import type { Not, Range } from "../../dsl/index.js";
import { normalise, type Operand } from "../../ir/index.js";

/** What is being lowered, for messages. */
interface Context {
  readonly field: FieldName;
  readonly row: FieldRow;
  readonly session: Session;
}

/** A value beside the place where it stands. */
interface Written {
  readonly value: unknown;
  readonly place: Place;
}

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
): Comparison | undefined {
  const written = values.length === 0 && context.row.type.name === "boolean" ? [true] : values;
  const flat = flatten(pair(written, places, span));
  const negation = flat.find(({ value }) => isNot(value));
  if (negation === undefined) return compare(flat, span, false, context);
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
  return compare(inner, negation.place.span, true, context);
}

/** Gives each value its place; `span` stands for all of them when the text does not show them one by one. */
function pair(values: readonly unknown[], places: readonly Place[], span: Span): Written[] {
  const known = places.length === values.length;
  return values.map((value, i) => ({ value, place: known ? places[i]! : { span, parts: [] } }));
}

function flatten(written: readonly Written[]): Written[] {
  return written.flatMap((w) =>
    Array.isArray(w.value) ? flatten(pair(w.value as unknown[], w.place.parts, w.place.span)) : [w],
  );
}

const isKind = (value: unknown, kind: string) =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
const isNot = (value: unknown): value is Not => isKind(value, "not");
const isRange = (value: unknown): value is Range => isKind(value, "range");

function compare(
  written: readonly Written[],
  span: Span,
  negated: boolean,
  context: Context,
): Comparison | undefined {
  const { field, session } = context;
  if (written.length === 0) {
    session.report("XG208", { field }, span);
    return undefined;
  }
  const intervals: Interval[] = [];
  const tests: BitTest[] = [];
  const seen = new Set<string>();
  for (const { value, place } of written) {
    const parsed = isRange(value) ? lowerRange(value, place, context) : parse(value, place.span, context);
    if (parsed === undefined) continue;
    const key =
      parsed.kind === "interval"
        ? `${parsed.interval.first}-${parsed.interval.last}`
        : JSON.stringify(parsed.tests, bigints);
    if (seen.has(key))
      session.report("XG210", { value: typeof value === "object" ? "this" : show(value) }, place.span);
    seen.add(key);
    if (parsed.kind === "interval") intervals.push(parsed.interval);
    else tests.push(...parsed.tests);
  }
  // All of them were refused: the session has said why.
  if (intervals.length + tests.length === 0) return undefined;
  const operand: Operand =
    tests.length > 0 ? { kind: "bits", tests } : { kind: "intervals", intervals: normalise(intervals) };
  return { operand, negated };
}

const bigints = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

type Accepted = Exclude<Parsed, { kind: "refused" }>;

function parse(value: unknown, span: Span, { field, row, session }: Context): Accepted | undefined {
  const parsed = row.type.parse(value, field, row.bits);
  if (parsed.kind !== "refused") return parsed;
  // The row of a refusal's code names just the arguments that its datatype gives: datatypes.test.ts renders them all.
  session.report(parsed.code, parsed.args as never, span);
  return undefined;
}

/** `range(first, last)`: both ends are single values, and the first is not the greater. */
function lowerRange(range: Range, place: Place, context: Context): Accepted | undefined {
  const { field, row, session } = context;
  if (!row.type.ordered) {
    session.report("XG211", { field }, place.span);
    return undefined;
  }
  const [firstPlace, lastPlace] = pair([range.first, range.last], place.parts, place.span);
  const first = endOf(range.first, firstPlace!.place.span, context);
  const last = endOf(range.last, lastPlace!.place.span, context);
  if (first === undefined || last === undefined) return undefined;
  if (first > last) {
    session.report("XG209", { first: show(range.first), last: show(range.last) }, place.span);
    return undefined;
  }
  return { kind: "interval", interval: { first, last } };
}

function endOf(value: unknown, span: Span, context: Context): bigint | undefined {
  const parsed = parse(value, span, context);
  if (parsed === undefined) return undefined;
  if (parsed.kind === "interval" && parsed.interval.first === parsed.interval.last)
    return parsed.interval.first;
  const { field, session } = context;
  session.report(
    "XG206",
    { field, expected: "single values as the ends of a range", given: show(value) },
    span,
  );
  return undefined;
}
