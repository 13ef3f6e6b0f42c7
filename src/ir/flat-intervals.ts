import type { Interval } from "../packet/index.js";

/** The widest field whose values may be flat intervals. */
export const NARROW_BITS = 32;

/**
 * Intervals `firsts[i]` to `lasts[i]` of unsigned integers of at most 32 bits: sorted, disjoint, not adjacent. Eight bytes an
 * interval, so a million of them is nothing.
 */
export interface FlatIntervals {
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

/** Intervals after sorting and joining, and how many of those that went in say nothing that others do not say. */
export interface JoinedIntervals extends FlatIntervals {
  /** Those that are just like an earlier one. */
  readonly duplicates: number;
  /** Those that lie in a larger one. */
  readonly nested: number;
}

/** The place of the low and of the high half of a 64-bit integer in memory on this machine. */
const [LOW, HIGH] = new Uint32Array(new BigUint64Array([1n]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** Sorts intervals, by `first` and then by `last`, and joins those that overlap or touch. */
export function joinFlat(firsts: Uint32Array, lasts: Uint32Array): JoinedIntervals {
  const { length } = firsts;
  // As integers of 64 bits they are sorted without a function that compares: 0.1 s a million.
  const pairs = new BigUint64Array(length);
  const halves = new Uint32Array(pairs.buffer);
  for (let i = 0; i < length; i++) {
    halves[2 * i + HIGH] = firsts[i]!;
    halves[2 * i + LOW] = lasts[i]!;
  }
  pairs.sort();

  const joined = { firsts: new Uint32Array(length), lasts: new Uint32Array(length) };
  let count = 0;
  let duplicates = 0;
  let nested = 0;
  let end = -2;
  let previousFirst = -1;
  let previousLast = -1;
  let previousIsNested = false;
  for (let i = 0; i < length; i++) {
    const first = halves[2 * i + HIGH]!;
    const last = halves[2 * i + LOW]!;
    if (first === previousFirst && last === previousLast) {
      duplicates++;
      continue;
    }
    // Of several that begin together the longest comes last.
    if (first === previousFirst && !previousIsNested) nested++;
    previousIsNested = last <= end;
    if (previousIsNested) nested++;
    previousFirst = first;
    previousLast = last;
    if (first > end + 1) {
      joined.firsts[count] = first;
      count++;
    }
    if (last > end) end = last;
    joined.lasts[count - 1] = end;
  }
  return { firsts: joined.firsts.slice(0, count), lasts: joined.lasts.slice(0, count), duplicates, nested };
}

/** The same intervals, flat. */
export function flatten(intervals: readonly Interval[]): FlatIntervals {
  return {
    firsts: Uint32Array.from(intervals, ({ first }) => Number(first)),
    lasts: Uint32Array.from(intervals, ({ last }) => Number(last)),
  };
}

/** The first `most` of flat intervals, or all of them, as they are elsewhere. */
export const unflatten = ({ firsts, lasts }: FlatIntervals, most = firsts.length): readonly Interval[] =>
  Array.from(firsts.subarray(0, most), (first, i) => ({ first: BigInt(first), last: BigInt(lasts[i]!) }));

/** What lies in both. */
export function intersectFlat(a: FlatIntervals, b: FlatIntervals): FlatIntervals {
  const most = a.firsts.length + b.firsts.length;
  const firsts = new Uint32Array(most);
  const lasts = new Uint32Array(most);
  let count = 0;
  for (let i = 0, j = 0; i < a.firsts.length && j < b.firsts.length;) {
    const first = Math.max(a.firsts[i]!, b.firsts[j]!);
    const last = Math.min(a.lasts[i]!, b.lasts[j]!);
    if (first <= last) {
      firsts[count] = first;
      lasts[count] = last;
      count++;
    }
    if (a.lasts[i]! < b.lasts[j]!) i++;
    else j++;
  }
  return { firsts: firsts.slice(0, count), lasts: lasts.slice(0, count) };
}

/** What lies in 0 to `max` and not in the intervals. */
export function complementFlat({ firsts, lasts }: FlatIntervals, max: number): FlatIntervals {
  const gaps = { firsts: new Uint32Array(firsts.length + 1), lasts: new Uint32Array(firsts.length + 1) };
  let count = 0;
  let next = 0;
  for (let i = 0; i <= firsts.length; i++) {
    const end = i < firsts.length ? firsts[i]! : max + 1;
    if (end > next) {
      gaps.firsts[count] = next;
      gaps.lasts[count] = end - 1;
      count++;
    }
    if (i < firsts.length) next = lasts[i]! + 1;
  }
  return { firsts: gaps.firsts.slice(0, count), lasts: gaps.lasts.slice(0, count) };
}
