import type { Place, Session, Span } from "../../diagnostics/index.js";
import type { Range } from "../../dsl/index.js";
import { show, type FieldName, type FieldRow, type Parsed } from "../../packet/index.js";
import { isRange, pair, type Written } from "./written.js";

/** What is being lowered, for messages; `row` says how a literal is read. */
export interface Context {
  readonly field: FieldName;
  readonly row: FieldRow;
  readonly session: Session;
}

/** What a literal means, when it is a good one. */
export type Accepted = Exclude<Parsed, { kind: "refused" }>;

/** The meaning of a value or a range. Undefined when it was refused: then the session says why. */
export function lowerLiteral({ value, place }: Written, context: Context): Accepted | undefined {
  return isRange(value) ? lowerRange(value, place, context) : parse(value, place.span, context);
}

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
