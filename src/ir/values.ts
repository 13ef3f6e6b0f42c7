import type { Interval } from "../packet/index.js";
import { complementFlat, flatten, intersectFlat, type FlatIntervals } from "./flat-intervals.js";
import { complement, intersect } from "./intervals.js";

/** Values of a field, sorted, disjoint, not adjacent: in either of the two forms. Flat ones have at most 32 bits. */
export type Values = readonly Interval[] | FlatIntervals;

const isFlat = (values: Values): values is FlatIntervals => "firsts" in values;

/** How many intervals there are. */
export const intervalCount = (values: Values): number =>
  isFlat(values) ? values.firsts.length : values.length;

/** The lowest value, or undefined when there is none. */
export function lowest(values: Values): bigint | undefined {
  if (!isFlat(values)) return values[0]?.first;
  const [first] = values.firsts;
  return first === undefined ? undefined : BigInt(first);
}

/** What lies in both. */
export function commonValues(a: Values, b: Values): Values {
  if (a === b) return a;
  if (!isFlat(a) && !isFlat(b)) return intersect(a, b);
  return intersectFlat(isFlat(a) ? a : flatten(a), isFlat(b) ? b : flatten(b));
}

/** What lies in 0 to `max` and not among the values. */
export function otherValues(values: Values, max: bigint): Values {
  return isFlat(values) ? complementFlat(values, Number(max)) : complement(values, max);
}

/** Whether all of `inner` lies in `outer`. Fast when `inner` has few intervals, and when its first one lies outside. */
export function hasAll(outer: Values, inner: Values): boolean {
  if (outer === inner) return true;
  const count = intervalCount(inner);
  for (let i = 0; i < count; i++) {
    const holder = indexHolding(outer, isFlat(inner) ? inner.firsts[i]! : inner[i]!.first);
    if (holder < 0) return false;
    const last = isFlat(inner) ? inner.lasts[i]! : inner[i]!.last;
    // A bigint and a number compare by what they are worth.
    if (last > (isFlat(outer) ? outer.lasts[holder]! : outer[holder]!.last)) return false;
  }
  return true;
}

/** The index of the interval that `value` lies in, or -1; by halving. */
function indexHolding(values: Values, value: number | bigint): number {
  let low = 0;
  let high = intervalCount(values) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (value > (isFlat(values) ? values.lasts[middle]! : values[middle]!.last)) low = middle + 1;
    else if (value < (isFlat(values) ? values.firsts[middle]! : values[middle]!.first)) high = middle - 1;
    else return middle;
  }
  return -1;
}
