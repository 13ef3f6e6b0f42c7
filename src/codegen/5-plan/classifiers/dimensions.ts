import { NARROW_BITS } from "../../../ir/index.js";
import { fieldRow, maxOf, type FieldName } from "../../../packet/index.js";
import type { Presence } from "../../presence.js";
import { presenceOf } from "../presence.js";
import type { Values } from "../values.js";
import type { Box } from "./box.js";

/** Rules that ask for the same values; by their place in the list. */
export interface Demand {
  readonly values: Values;
  readonly rules: number[];
}

/** What all rules of a list ask about one field, or about a presence bit that no field of theirs has. */
export type Dimension =
  | {
      readonly kind: "field";
      readonly field: FieldName;
      readonly presence: Presence | undefined;
      readonly demands: readonly Demand[];
    }
  | { readonly kind: "presence"; readonly presence: Presence; readonly rules: readonly number[] };

/** The dimensions of a list of rules. The bits of `guard` are there in every frame that the list is asked about. */
export function dimensionsOf(boxes: readonly Box[], guard: readonly Presence[] = []): readonly Dimension[] {
  const fields = new Map<FieldName, Map<unknown, Demand>>();
  const ask = (field: FieldName, values: Values, rule: number) => {
    const demands = fields.get(field) ?? new Map<unknown, Demand>();
    fields.set(field, demands);
    const key = keyOf(values);
    const demand = demands.get(key) ?? { values, rules: [] };
    demands.set(key, demand);
    demand.rules.push(rule);
  };
  const bare = new Map<Presence, number[]>();
  for (const [rule, box] of boxes.entries()) {
    for (const [field, values] of box.fields) ask(field, values, rule);
    const known = new Set([...box.fields.keys()].map(presenceOf));
    for (const presence of box.presence) {
      if (known.has(presence) || guard.includes(presence)) continue;
      const rules = bare.get(presence) ?? [];
      bare.set(presence, rules);
      rules.push(rule);
    }
  }
  const apart: Dimension[] = [];
  for (const [presence, rules] of bare) {
    // A field that comes with the bit says so as well: any value of it will do.
    const field = [...fields.keys()].find((name) => presenceOf(name) === presence);
    if (field === undefined) apart.push({ kind: "presence", presence, rules });
    else for (const rule of rules) ask(field, allOf(field), rule);
  }
  const ofFields = [...fields].map(([field, demands]): Dimension => ({
    kind: "field",
    field,
    presence: guard.includes(presenceOf(field)!) ? undefined : presenceOf(field),
    demands: [...demands.values()],
  }));
  return [...ofFields, ...apart];
}

/** Up to so many intervals are compared one by one to see that two rules ask the same; more, by being the same object. */
const FEW = 4;

function keyOf(values: Values): unknown {
  if (values.kind === "narrow")
    return values.firsts.length > FEW ? values.firsts : `${values.firsts.join()} ${values.lasts.join()}`;
  return values.intervals.length > FEW
    ? values.intervals
    : values.intervals.map(({ first, last }) => `${first}-${last}`).join();
}

function allOf(field: FieldName): Values {
  const { bits } = fieldRow(field);
  const max = maxOf(bits);
  return bits <= NARROW_BITS
    ? { kind: "narrow", firsts: Uint32Array.of(0), lasts: Uint32Array.of(Number(max)) }
    : { kind: "wide", intervals: [{ first: 0n, last: max }] };
}
