import type { WideMap } from "../value-map.js";

/**
 * A map over a field of 33 to 128 bits cut into segments of one label each, which cover the whole field. Another label begins at
 * each of `count` flips, sorted, without 0. `labels[i]` is the label of the values with i flips at or below them. Flips have 128
 * bits: those of fewer stand in the upper ones, above zeros.
 */
export interface WideSegments {
  readonly count: number;
  /** Of each flip four words, the least significant first. */
  readonly words: Uint32Array;
  readonly labels: Uint32Array;
}

/** The upper 32 bits of flip `i`, the 32 below them, and whether all of the lower 64 are 0. */
export const topOf = ({ words }: WideSegments, i: number): number => words[4 * i + 3]!;
export const middleOf = ({ words }: WideSegments, i: number): number => words[4 * i + 2]!;
export const startsMiddle = ({ words }: WideSegments, i: number): boolean =>
  words[4 * i] === 0 && words[4 * i + 1] === 0;

/** Whether flip `i` is the first value of all that share its upper 32 bits. */
export const startsBlock = (segments: WideSegments, i: number): boolean =>
  middleOf(segments, i) === 0 && startsMiddle(segments, i);

/** The segments of a map. Neighbours with the same label are one segment, so labels of neighbours differ. */
export function wideSegmentsOf({ entries, otherwise, bits }: WideMap): WideSegments {
  const highest = 2n ** BigInt(bits) - 1n;
  const shift = BigInt(128 - bits);
  const halves = new BigUint64Array(4 * entries.length);
  const labels = new Uint32Array(2 * entries.length + 1);
  let count = 0;
  labels[0] = otherwise;
  const begin = (value: bigint, label: number) => {
    if (value === 0n) labels[0] = label;
    else if (label !== labels[count]) {
      const flip = value << shift;
      halves[2 * count] = flip;
      halves[2 * count + 1] = flip >> 64n;
      labels[++count] = label;
    }
  };
  entries.forEach(({ first, last, label }, i) => {
    begin(first, label);
    if (last === highest) return;
    const next = last + 1n;
    if (entries[i + 1]?.first !== next) begin(next, otherwise);
  });
  return {
    count,
    words: new Uint32Array(halves.buffer, 0, 4 * count),
    labels: labels.subarray(0, count + 1),
  };
}
