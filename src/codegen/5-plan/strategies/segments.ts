import type { NarrowMap } from "../value-map.js";

/**
 * A map cut into segments of one label each, which cover the whole field: `flips` are the values at which another label
 * begins, sorted, without 0; `labels[i]` is the label of the values with i flips at or below them.
 */
export interface Segments {
  readonly flips: Uint32Array;
  readonly labels: Uint32Array;
}

/** The segments of a map. Neighbours with the same label are one segment, so labels of neighbours differ. */
export function segmentsOf({ firsts, lasts, labels, otherwise, bits }: NarrowMap): Segments {
  const highest = 2 ** bits - 1;
  const flips = new Uint32Array(2 * firsts.length);
  const found = new Uint32Array(2 * firsts.length + 1);
  let count = 0;
  found[0] = otherwise;
  const begin = (value: number, label: number) => {
    if (value === 0) found[0] = label;
    else if (label !== found[count]) {
      flips[count] = value;
      found[++count] = label;
    }
  };
  for (let i = 0; i < firsts.length; i++) {
    begin(firsts[i]!, labels[i]!);
    const last = lasts[i]!;
    if (last !== highest && firsts[i + 1] !== last + 1) begin(last + 1, otherwise);
  }
  return { flips: flips.subarray(0, count), labels: found.subarray(0, count + 1) };
}
