import { joinFlat, normalise, type FlatIntervals } from "../../../ir/index.js";
import type { Interval } from "../../../packet/index.js";

/** More elements than this are refused. Their tables would not fit the memory that a program may have. */
export const MOST_ELEMENTS = 2_000_000;

/** What a set consists of, collected element by element: values of at most 32 bits, and wider ones. */
export interface Elements {
  readonly narrow: NarrowElements;
  readonly wide: Interval[];
  /** How many were added, including those that are more than a set may have: these are only counted. */
  count: number;
}

/** Intervals in the order in which they came. */
export interface NarrowElements {
  firsts: Uint32Array;
  lasts: Uint32Array;
  length: number;
}

/** No elements. */
export function createElements(): Elements {
  return {
    narrow: { firsts: new Uint32Array(64), lasts: new Uint32Array(64), length: 0 },
    wide: [],
    count: 0,
  };
}

/** Adds an interval of values of at most 32 bits. */
export function addNarrow(elements: Elements, first: number, last: number): void {
  elements.count++;
  if (elements.count > MOST_ELEMENTS) return;
  const { narrow } = elements;
  if (narrow.length === narrow.firsts.length) {
    narrow.firsts = doubled(narrow.firsts);
    narrow.lasts = doubled(narrow.lasts);
  }
  narrow.firsts[narrow.length] = first;
  narrow.lasts[narrow.length] = last;
  narrow.length++;
}

/** Adds an interval of wider values. */
export function addWide(elements: Elements, first: bigint, last: bigint): void {
  elements.count++;
  if (elements.count <= MOST_ELEMENTS) elements.wide.push({ first, last });
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Elements after sorting and joining. */
export interface JoinedElements {
  readonly narrow: FlatIntervals;
  readonly wide: readonly Interval[];
  readonly duplicates: number;
  readonly nested: number;
}

/** Sorts and joins, and counts what could have been left out. */
export function joinElements({ narrow: { firsts, lasts, length }, wide }: Elements): JoinedElements {
  const narrow = joinFlat(firsts.subarray(0, length), lasts.subarray(0, length));
  const repeated = repetitions(wide);
  return {
    narrow,
    wide: normalise(wide),
    duplicates: narrow.duplicates + repeated.duplicates,
    nested: narrow.nested + repeated.nested,
  };
}

/** How many of the intervals are just like another, and how many lie in a larger one. Sorts them. */
function repetitions(intervals: Interval[]): { duplicates: number; nested: number } {
  intervals.sort((a, b) => compare(a.first, b.first) || compare(b.last, a.last));
  let duplicates = 0;
  let nested = 0;
  let end = -1n;
  let previous: Interval | undefined;
  for (const interval of intervals) {
    if (interval.first === previous?.first && interval.last === previous.last) duplicates++;
    else if (interval.last <= end) nested++;
    if (interval.last > end) end = interval.last;
    previous = interval;
  }
  return { duplicates, nested };
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
