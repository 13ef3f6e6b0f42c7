import type { Session, Span } from "../../diagnostics/index.js";
import { isLiveSet, type LiveSetDecl } from "../../dsl/index.js";
import { fieldRow, type FieldName } from "../../packet/index.js";
import type { AskedFor } from "../staging/index.js";
import type { LiveSets } from "./live/live-sets.js";
import { lowerAsked } from "./live/set-matches.js";
import { lowerValues } from "./operand.js";
import type { Sets } from "./sets.js";
import { flatten, isNot, pair } from "./written.js";

/** The sets of a ruleset, of both kinds. */
export interface AllSets {
  readonly sets: Sets;
  readonly liveSets: LiveSets;
}

/**
 * What a predicate asks a field for with `in(…)`, whose place is `span`. Undefined when something was refused: then `session` says
 * what, or has said it of a live set.
 */
export function lowerAskedFor(
  field: FieldName,
  values: readonly unknown[],
  span: Span,
  { sets, liveSets }: AllSets,
  session: Session,
): AskedFor | undefined {
  const all = flattened(values, span);
  const [first] = all;
  const negated = all.length === 1 && isNot(first);
  const inner = negated ? flattened(first.values, span) : all;
  const asked = inner.filter((value): value is LiveSetDecl<Span> => isLiveSet<Span>(value));
  const context = { field, row: fieldRow(field), session };
  if (asked.length === 0) {
    const comparison = lowerValues(values, [], span, context, sets);
    return comparison && { ...comparison, sets: [] };
  }
  if (inner.some(isNot)) {
    session.report("XG212", { field }, span);
    return undefined;
  }
  const rest = inner.filter((value) => !isLiveSet(value));
  const comparison = rest.length === 0 ? undefined : lowerValues(rest, [], span, context, sets);
  const lowered = asked.flatMap((set) => {
    const asked = { set, negated: false, isAlone: true, span };
    return lowerAsked(asked, { field, span }, liveSets, session) ?? [];
  });
  if (lowered.length < asked.length || (comparison === undefined && rest.length > 0)) return undefined;
  return { operand: comparison?.operand, sets: lowered.map(({ set }) => set), negated };
}

const flattened = (values: readonly unknown[], span: Span): readonly unknown[] =>
  flatten(pair(values, [], span)).map(({ value }) => value);
