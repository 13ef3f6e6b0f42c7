import type { Rule } from "../../ir/index.js";
import { fieldRow, type FieldName } from "../../packet/index.js";
import type { Presence } from "../presence.js";
import { presenceOf, presenceOfMatch, protocolTest } from "./presence.js";
import { common, isEverything, single, valuesOf, type Values } from "./values.js";

/** A rule as what it asks of a frame: presence bits that must all be there, and for each of some fields the values that it may have. */
export interface Box {
  readonly presence: readonly Presence[];
  readonly fields: ReadonlyMap<FieldName, Values>;
}

/** The box of a rule: several matches on one field become one. */
export function boxOf({ matches }: Pick<Rule, "matches">): Box {
  const fields = new Map<FieldName, Values>();
  const narrow = (field: FieldName, values: Values) => {
    const known = fields.get(field);
    fields.set(field, known === undefined ? values : common(known, values));
  };
  for (const match of matches) {
    if (match.kind === "field") {
      narrow(match.field, valuesOf(match));
      continue;
    }
    const { field, comparison } = protocolTest(match.protocol);
    if (field !== undefined && comparison?.kind === "equal") narrow(field, single(comparison.value));
  }
  // A field that may have any value is asked for by its presence bit alone.
  for (const [field, values] of fields) if (isEverything(values, fieldRow(field).bits)) fields.delete(field);
  return { presence: [...new Set(matches.flatMap(presenceOfMatch))], fields };
}

/** The one field that a box asks about, when it asks nothing else of a frame. */
export function onlyField({ presence, fields }: Box): FieldName | undefined {
  const [field, ...others] = fields.keys();
  if (field === undefined || others.length > 0) return undefined;
  const own = presenceOf(field);
  return presence.every((bit) => bit === own) ? field : undefined;
}
