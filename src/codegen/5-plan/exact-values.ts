import type { ValueWords } from "./hashing.js";
import type { NarrowMap, ValueMap, WideMap } from "./value-map.js";
import { sizeOf } from "./value-map.js";

/** The values that lie in a map's intervals, one by one, each with its label. */
export interface ExactValues extends ValueWords {
  readonly labels: Uint32Array;
}

/** So many values an interval may stand for, on average: lists of addresses have neighbours here and there. */
const VALUES_PER_INTERVAL = 2;

/** How many values lie in the intervals of a map, or undefined when they are too many to go through them one by one. */
export function countExact(map: ValueMap): number | undefined {
  let count = 0;
  if (map.kind === "narrow")
    for (let i = 0; i < map.firsts.length; i++) count += map.lasts[i]! - map.firsts[i]! + 1;
  else for (const { first, last } of map.entries) count += Number(last - first) + 1;
  return count <= VALUES_PER_INTERVAL * sizeOf(map) ? count : undefined;
}

/** The values of a map of which there is a count. */
export function exactValues(map: ValueMap): ExactValues {
  const count = countExact(map);
  if (count === undefined) throw new Error("there is no count of this map's values");
  return map.kind === "narrow" ? narrowValues(map, count) : wideValues(map, count);
}

function narrowValues({ firsts, lasts, labels }: NarrowMap, count: number): ExactValues {
  if (count === firsts.length) return { width: 1, words: firsts, labels };
  const words = new Uint32Array(count);
  const labelOf = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < firsts.length; i++)
    for (let value = firsts[i]!; value <= lasts[i]!; value++, at++) {
      words[at] = value;
      labelOf[at] = labels[i]!;
    }
  return { width: 1, words, labels: labelOf };
}

function wideValues({ bits, entries }: WideMap, count: number): ExactValues {
  const width = bits > 64 ? 4 : 2;
  const halves = new BigUint64Array((count * width) / 2);
  const labels = new Uint32Array(count);
  let at = 0;
  for (const { first, last, label } of entries)
    for (let value = first; value <= last; value++, at++) {
      halves[(at * width) / 2] = value;
      if (width === 4) halves[2 * at + 1] = value >> 64n;
      labels[at] = label;
    }
  return { width, words: new Uint32Array(halves.buffer), labels };
}
