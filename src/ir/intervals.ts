import type { Interval } from "../packet/index.js";

/** Sorts intervals and joins those that overlap or touch: the one form of a set of integers. */
export function normalise(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of sorted) {
    const previous = joined.at(-1);
    if (previous === undefined || first > previous.last + 1n) joined.push({ first, last });
    else if (last > previous.last) previous.last = last;
  }
  return joined;
}

/** What lies in both sets; both normalised. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const first = a[i]!.first > b[j]!.first ? a[i]!.first : b[j]!.first;
    const last = a[i]!.last < b[j]!.last ? a[i]!.last : b[j]!.last;
    if (first <= last) common.push({ first, last });
    if (a[i]!.last < b[j]!.last) i++;
    else j++;
  }
  return common;
}

/** What lies in 0 to `max` and not in the set; the set normalised. */
export function complement(intervals: readonly Interval[], max: bigint): readonly Interval[] {
  const gaps: Interval[] = [];
  let next = 0n;
  for (const { first, last } of intervals) {
    if (first > next) gaps.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  if (next <= max) gaps.push({ first: next, last: max });
  return gaps;
}

/** The length of the CIDR prefix that is just this interval of integers of `bits` bits, or undefined when none is. */
export function prefixLength({ first, last }: Interval, bits: number): number | undefined {
  const size = last - first + 1n;
  if ((size & (size - 1n)) !== 0n || (first & (size - 1n)) !== 0n) return undefined;
  return bits - (size.toString(2).length - 1);
}
