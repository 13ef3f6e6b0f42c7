import { LIVE_HEADER } from "../../manifest/index.js";
import { rowOf6 } from "./hash.js";
import { rowsWord, type LiveMemory } from "./memory.js";
import type { PackedElement } from "./shape.js";

/** Prefixes that are shorter than a row's upper bits stand in the header. */
const ROW_BITS = { narrow: 16, wide: 32 } as const;

/** From now on prefixes of the element's length are looked for in this table, where its addresses are: live-prefix.h says how. */
export function noteLength(memory: LiveMemory, table: number, element: PackedElement): void {
  const { shape, words } = memory;
  if (!shape.prefixes) return;
  const { wide, rowWords } = shape;
  const length = wide ? (element.detail >>> 8) & 0xff : element.wordHi;
  const [word, bit] = wide ? wideBit(length) : [0, BigInt(length)];
  const inHeader = rowWords === 0 || length < (wide ? ROW_BITS.wide : ROW_BITS.narrow);
  const row = wide ? rowOf6(element.key[0]) : element.wordLo >>> 16;
  const base = inHeader ? LIVE_HEADER.lengths / 8 + 3 * table : rowsWord(memory, table) + row * rowWords;
  const mask = 1n << bit;
  if ((words[base + word]! & mask) === 0n) Atomics.or(words, base + word, mask);
}

/** The word and the bit of a length of IPv6. */
const wideBit = (length: number): readonly [word: number, bit: bigint] =>
  length === 0 ? [2, 0n] : length <= 64 ? [0, BigInt(length - 1)] : [1, BigInt(length - 65)];
