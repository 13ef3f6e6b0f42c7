import { LIVE_HEADER } from "../../manifest/index.js";
import { rowOf6, type Placed } from "./hash.js";
import { rowsWord, type LiveMemory } from "./memory.js";

/** Prefixes that are shorter than a row's upper bits stand in the header. */
const ROW_BITS = { narrow: 16, wide: 32 } as const;

/** From now on prefixes of the element's length are looked for in this table, where its addresses are: live-prefix.h says how. */
export function noteLength(memory: LiveMemory, table: number, e: Placed): void {
  const { shape, halves } = memory;
  if (!shape.prefixes) return;
  const { wide, rowWords } = shape;
  const length = wide ? e.detail >>> 8 : e.wordHi;
  const inHeader = rowWords === 0 || length < (wide ? ROW_BITS.wide : ROW_BITS.narrow);
  const row = wide ? rowOf6(e.key3) : e.wordLo >>> 16;
  const base = inHeader ? LIVE_HEADER.lengths / 8 + 3 * table : rowsWord(memory, table) + row * rowWords;
  const bit = wide ? wideBit(length) : length;
  const at = 2 * base + (bit >>> 5);
  const mask = 1 << (bit & 31);
  if ((halves[at]! & mask) === 0) Atomics.or(halves, at, mask);
}

/** The bit of a length of IPv6: in the first word 1 to 64, in the second 65 to 128, in the third 0. */
const wideBit = (length: number): number => (length === 0 ? 128 : length - 1);
