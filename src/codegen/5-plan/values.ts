import {
  flatten,
  intersect,
  intersectFlat,
  NARROW_BITS,
  valuesOf as matchValues,
  type FieldMatch,
  type FlatIntervals,
} from "../../ir/index.js";
import { fieldRow, maxOf, type Interval } from "../../packet/index.js";

/** The values with which a match on a field holds: of a field of at most 32 bits in typed arrays, as there may be a million. */
export type Values = NarrowValues | WideValues;

/** Of a field of at most NARROW_BITS. */
export interface NarrowValues extends FlatIntervals {
  readonly kind: "narrow";
}

/** Of a field of more bits: sorted, disjoint, not adjacent. */
export interface WideValues {
  readonly kind: "wide";
  readonly intervals: readonly Interval[];
}

/** How many intervals there are. */
export const countOf = (values: Values): number =>
  values.kind === "narrow" ? values.firsts.length : values.intervals.length;

/** The values for which a match holds, negation applied. */
export function valuesOf(match: FieldMatch): Values {
  const values = matchValues(match);
  if ("firsts" in values) return { kind: "narrow", firsts: values.firsts, lasts: values.lasts };
  return fieldRow(match.field).bits > NARROW_BITS
    ? { kind: "wide", intervals: values }
    : { kind: "narrow", ...flatten(values) };
}

/** Whether these are all values that a field of so many bits can have. */
export function isEverything(values: Values, bits: number): boolean {
  if (countOf(values) !== 1) return false;
  if (values.kind === "narrow") return values.firsts[0] === 0 && values.lasts[0] === 2 ** bits - 1;
  const { first, last } = values.intervals[0]!;
  return first === 0n && last === maxOf(bits);
}

/** One value of a field of at most 32 bits. */
export const single = (value: bigint): Values => ({
  kind: "narrow",
  ...flatten([{ first: value, last: value }]),
});

/** What is in both; of one field. */
export function common(a: Values, b: Values): Values {
  if (a.kind === "wide" && b.kind === "wide")
    return { kind: "wide", intervals: intersect(a.intervals, b.intervals) };
  if (a.kind !== "narrow" || b.kind !== "narrow") throw new Error("values of two fields");
  return { kind: "narrow", ...intersectFlat(a, b) };
}
