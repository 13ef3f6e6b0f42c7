import type { Blocks } from "./blocks.js";

/** A bitmap by a hash of a value's upper bits: where its bit is 0, the value lies in no interval. */
export interface BlockFilter {
  readonly words: Uint32Array;
  /** How many of the upper 32 bits are not hashed: blocks are taken together where they would be too many. */
  readonly shift: number;
  readonly placeShift: number;
  readonly multiplier: number;
}

/** Bits for each of what is in it, so that one in so many of all others is taken to be in it too; and most bits of all. */
const BITS_EACH = 16;
const MOST_BITS = 2 ** 24;

/** So many places may be filled in any case; lists that are longer may fill as many as they have blocks, several times over. */
const FEW = 2 ** 12;
const PLACES_A_BLOCK = 8;
const MOST_PLACES = 2 ** 20;

/** A filter that lets through more than one in so many of all values is not worth its load. */
const WORTH = 4;

const MULTIPLIER = 0x9e3779b1;

interface Range {
  readonly first: number;
  readonly last: number;
}

/** The filter that knows blocks as exactly as they can be told apart; undefined when next to everything would be in it. */
export function blockFilter({ single, runs }: Blocks): BlockFilter | undefined {
  const ranges: Range[] = [...Array.from(single, (top) => ({ first: top, last: top })), ...runs];
  ranges.sort((a, b) => a.first - b.first);
  const room = Math.min(MOST_PLACES, Math.max(FEW, PLACES_A_BLOCK * ranges.length));
  for (let shift = 0; shift < 32; shift++) {
    const count = placesOf(ranges, shift);
    if (count > room) continue;
    return count * WORTH <= 2 ** (32 - shift) ? fill(ranges, shift, count) : undefined;
  }
  return undefined;
}

/** How many different numbers the blocks become without their lower `shift` bits. */
function placesOf(ranges: readonly Range[], shift: number): number {
  let [count, before] = [0, -1];
  for (const { first, last } of ranges) {
    const from = Math.max(first >>> shift, before + 1);
    before = last >>> shift;
    count += Math.max(0, before - from + 1);
  }
  return count;
}

function fill(ranges: readonly Range[], shift: number, count: number): BlockFilter {
  const bits = Math.min(MOST_BITS, 2 ** Math.ceil(Math.log2(BITS_EACH * Math.max(4, count))));
  const placeShift = 32 - Math.log2(bits);
  const words = new Uint32Array(bits / 32);
  for (const { first, last } of ranges)
    for (let block = first >>> shift; block <= last >>> shift; block++) {
      const place = Math.imul(block, MULTIPLIER) >>> placeShift;
      words[place >>> 5]! |= 1 << (place & 31);
    }
  return { words, shift, placeShift, multiplier: MULTIPLIER };
}
