import type { NarrowMap } from "../../src/codegen/5-plan/value-map.js";

/** A map to try a strategy on. */
export interface NarrowCase {
  readonly title: string;
  readonly map: NarrowMap;
}

/** Numbers below `below` that look random and are the same in every run (a linear congruential generator's upper bits). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 16;
  return (below) => Math.floor((((next() << 16) | next()) >>> 0) * 2 ** -32 * below);
}

/** A map of intervals given as [first, last, label]. */
export function narrowMap(
  intervals: readonly (readonly [first: number, last: number, label: number])[],
  otherwise = 0xffffffff,
  bits = 32,
): NarrowMap {
  const column = (at: 0 | 1 | 2) => Uint32Array.from(intervals, (interval) => interval[at]);
  return { kind: "narrow", bits, otherwise, firsts: column(0), lasts: column(1), labels: column(2) };
}

/** `count` disjoint intervals over the whole field: single values, prefixes and others, some of them touching. */
export function manyIntervals(count: number, labelOf: (i: number) => number, bits = 32): NarrowMap {
  const below = numbersFrom(count + bits);
  const room = 2 ** bits / count;
  return narrowMap(
    Array.from({ length: count }, (_, i) => {
      const [start, end] = [Math.floor(i * room), Math.floor((i + 1) * room) - 1];
      const first = below(4) === 0 ? start : start + below(end - start + 1);
      const last = below(4) === 0 ? end : below(3) === 0 ? first : first + below(end - first + 1);
      return [first, last, labelOf(i)] as const;
    }),
    0xffffffff,
    bits,
  );
}

const inOneSixteenth = (count: number, labelOf: (i: number) => number): NarrowMap =>
  narrowMap(
    Array.from({ length: count }, (_, i) => [0x0a010001 + 2 * i, 0x0a010001 + 2 * i, labelOf(i)] as const),
  );

/** Maps of every size and shape for fields of 17 to 32 bits. */
export function narrowCases(): readonly NarrowCase[] {
  const one = () => 7;
  const each = (i: number) => i;
  const few = (i: number) => i % 3;
  const sizes = [1, 2, 8, 64, 1000, 10_000, 100_000];
  return [
    ...sizes.map((n) => ({ title: `${n} intervals, one label`, map: manyIntervals(n, one) })),
    ...sizes.map((n) => ({ title: `${n} intervals, a label each`, map: manyIntervals(n, each) })),
    { title: "1000 intervals, three labels", map: manyIntervals(1000, few) },
    { title: "300 intervals of 17 bits", map: manyIntervals(300, few, 17) },
    { title: "300 intervals of 20 bits", map: manyIntervals(300, one, 20) },
    { title: "the whole field", map: narrowMap([[0, 0xffffffff, 7]], 9) },
    { title: "all but one value", map: narrowMap([[0, 8, 7], [10, 0xffffffff, 7]], 9) }, // prettier-ignore
    { title: "the ends", map: narrowMap([[0, 0, 7], [0xffffffff, 0xffffffff, 7]], 9) }, // prettier-ignore
    { title: "touching neighbours", map: narrowMap([[0, 9, 1], [10, 10, 2], [11, 99, 1], [100, 255, 1], [256, 257, 3]], 0) }, // prettier-ignore
    { title: "a label like the others' and far labels", map: narrowMap([[5, 9, 3], [10, 19, 0xfffffffe], [20, 29, 0]], 3) }, // prettier-ignore
    { title: "half of a /16, one label", map: inOneSixteenth(32_000, one) },
    { title: "half of a /16, a label each", map: inOneSixteenth(32_000, each) },
  ];
}

/** How many intervals of a large map are tried at their edges. */
const SAMPLE = 3000;

/** Values to try: the ends of the field, the edges of intervals and what is beside them, and values anywhere. */
export function probesOf({ firsts, lasts, bits }: NarrowMap): number[] {
  const highest = 2 ** bits - 1;
  const below = numbersFrom(firsts.length);
  const values = [0, 1, highest - 1, highest];
  const step = Math.max(1, Math.floor(firsts.length / SAMPLE));
  for (let i = 0; i < firsts.length; i += step) {
    const [first, last] = [firsts[i]!, lasts[i]!];
    values.push(first - 1, first, first + below(last - first + 1), last, last + 1);
  }
  for (let i = 0; i < SAMPLE; i++) values.push(below(highest + 1));
  return values.filter((value) => value >= 0 && value <= highest);
}

/** The label of a value, by search. */
export function searchNarrow({ firsts, lasts, labels, otherwise }: NarrowMap, value: number): number {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lasts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low < firsts.length && firsts[low]! <= value ? labels[low]! : otherwise;
}
