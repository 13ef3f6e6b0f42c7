import { elementsFor, type Numbers } from "./strategies/packed.js";
import type { ValueMap } from "./value-map.js";

/** An array of zeros whose elements are of the fewest bytes that hold numbers up to `most`, which is below 2^32. */
export const labelArray = (length: number, most: number): Numbers => new (elementsFor(most))(length);

/** The greatest label of a map's intervals; 0 when there are none. */
export function greatestLabel(map: ValueMap): number {
  let most = 0;
  if (map.kind === "narrow") for (const label of map.labels) most = Math.max(most, label);
  else for (const { label } of map.entries) most = Math.max(most, label);
  return most;
}
