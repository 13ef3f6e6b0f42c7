import { LIVE_HEADER } from "../../manifest/index.js";
import { rowOf6, type Placed } from "./hash.js";
import { rowsWord, type LiveMemory } from "./memory.js";

/** Prefixes that are shorter than a row's upper bits stand in the header. */
const ROW_BITS = { narrow: 16, wide: 32 } as const;

/** Bit 1 of the third word of the header's lengths: rows have lengths, too. */
const ROWED = 2;

/**
 * From now on prefixes of the element's length are looked for in this table, where its addresses are: live-prefix.h says how. Whole
 * addresses always are.
 */
export function noteLength(memory: LiveMemory, table: number, e: Placed): void {
  const { shape } = memory;
  if (!shape.prefixes) return;
  const { wide, rowWords } = shape;
  const length = wide ? e.detail >>> 8 : e.wordHi;
  if (length === shape.bits) return;
  const inHeader = rowWords === 0 || length < (wide ? ROW_BITS.wide : ROW_BITS.narrow);
  const header = LIVE_HEADER.lengths / 8 + 3 * table;
  const row = wide ? rowOf6(e.key3) : e.wordLo >>> 16;
  const bit = wide ? wideBit(length) : length;
  note(
    memory,
    2 * (inHeader ? header : rowsWord(memory, table) + row * rowWords) + (bit >>> 5),
    1 << (bit & 31),
  );
  if (!inHeader) note(memory, 2 * (header + 2), ROWED);
}

function note({ halves }: LiveMemory, at: number, mask: number): void {
  if ((halves[at]! & mask) === 0) Atomics.or(halves, at, mask);
}

/** The bit of a length of IPv6: in the first word 1 to 64, in the second 65 to 127, in the third 0. */
const wideBit = (length: number): number => (length === 0 ? 128 : length - 1);
