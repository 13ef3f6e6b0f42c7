import { fieldRow, maxOf, type BitTest, type Interval } from "../packet/index.js";
import type { Operand } from "./operand.js";
import type { FieldMatch } from "./program.js";
import { otherValues, type Values } from "./values.js";

/** The values for which bit tests hold, of a field of 8 bits at most: every value is tried. */
function passing(tests: readonly BitTest[], max: number): readonly Interval[] {
  const numbers = tests.map(({ mask, value }) => ({ mask: Number(mask), wanted: Number(value) }));
  const passes = (value: number) => numbers.some(({ mask, wanted }) => (value & mask) === wanted);
  const intervals: Interval[] = [];
  let first = -1;
  for (let value = 0; value <= max + 1; value++) {
    if (value <= max && passes(value)) {
      if (first < 0) first = value;
    } else if (first >= 0) {
      intervals.push({ first: BigInt(first), last: BigInt(value - 1) });
      first = -1;
    }
  }
  return intervals;
}

/** The values for which a comparison holds. */
const HELD: { readonly [K in Operand["kind"]]: (operand: Operand & { kind: K }, max: bigint) => Values } = {
  intervals: ({ intervals }) => intervals,
  set: (set) => set,
  bits: ({ tests }, max) => passing(tests, Number(max)),
};

/** What has been worked out of bit tests and negated sets, by the operand: the passes ask again, and many rules may negate one set. */
const KNOWN = { plain: new WeakMap<Operand, Values>(), negated: new WeakMap<Operand, Values>() };

/** The values of the field for which a match holds, negation applied. */
export function valuesOf({ field, operand, negated }: FieldMatch): Values {
  const cache = KNOWN[negated ? "negated" : "plain"];
  const known = operand.kind === "intervals" ? undefined : cache.get(operand);
  if (known !== undefined) return known;
  const max = maxOf(fieldRow(field).bits);
  const held = (HELD[operand.kind] as (operand: Operand, max: bigint) => Values)(operand, max);
  const values = negated ? otherValues(held, max) : held;
  if (operand.kind !== "intervals") cache.set(operand, values);
  return values;
}
