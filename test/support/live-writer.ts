import {
  LIVE_BUCKET,
  LIVE_FOREVER,
  LIVE_HEADER,
  LIVE_SLOTS,
  LIVE_STASH_TRIES,
  LIVE_TICK_SHIFT,
  LIVE_TRIES,
  liveLayout,
} from "../../src/manifest/index.js";
import { hasPrefixes, LIVE_TYPES, type LiveElement, type LiveSetType } from "../../src/packet/index.js";

/** An element, and until when it is there: nanoseconds, or undefined for ever. */
export interface WrittenElement extends LiveElement {
  readonly deadline?: bigint | undefined;
}

const LOW = (1n << 64n) - 1n;
const lane = (value: bigint, nth: number) => Number((value >> BigInt(32 * nth)) & 0xffff_ffffn);

const mix = (hash: number, value: number): number => {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};
const finish = (hash: number): number => {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};

/** Lengths to look for, by the words of a header or a row. */
function lengthAt(bits: number, length: number): readonly [word: number, bit: bigint] {
  if (bits === 32) return [0, 1n << BigInt(length)];
  if (length === 0) return [2, 1n];
  return length <= 64 ? [0, 1n << BigInt(length - 1)] : [1, 1n << BigInt(length - 65)];
}

/**
 * Writes a live set into the memory of its map as templates/include/xdpgen/live-set.h says, in the most plain way: nobody looks into it
 * meanwhile. Into its table `active`, with a seed.
 */
export function writeLiveSet(
  memory: ArrayBuffer,
  type: LiveSetType,
  capacity: number,
  elements: readonly WrittenElement[],
  { seed = 0x1234_5678, active = 0 }: { readonly seed?: number; readonly active?: 0 | 1 } = {},
): void {
  const layout = liveLayout(type, capacity);
  const { wide, valueBytes, buckets, stash, rows, rowWords } = layout;
  const words = new BigUint64Array(memory);
  const wordsOfValue = valueBytes / 8;
  const header = new DataView(memory);
  header.setUint32(LIVE_HEADER.active, active, true);
  header.setUint32(LIVE_HEADER.seed, seed, true);
  const { bits } = LIVE_TYPES[type[0]];
  const lengths = LIVE_HEADER.lengths / 8 + 3 * active;
  const note = ({ values: [value], length }: LiveElement) => {
    if (length === bits) return;
    const [word, bit] = lengthAt(bits, length);
    const rowBits = bits === 32 ? 16 : 32;
    if (rowWords === 0 || length < rowBits) {
      words[lengths + word]! |= bit;
      return;
    }
    const row = bits === 32 ? Number(value! >> 16n) : finish(mix(0, lane(value!, 3))) >>> 16;
    words[(1 + active * rows) * wordsOfValue + row * rowWords + word]! |= bit;
    words[lengths + 2]! |= 2n;
  };

  for (const element of elements) {
    if (hasPrefixes(type)) note(element);
    const { word, key, detail, hash } = placed(element, type, wide, seed);
    let isPut = false;
    let place = hash;
    for (let step = 0; step < LIVE_TRIES && !isPut; step++) {
      const [first, count] =
        step < LIVE_TRIES - LIVE_STASH_TRIES ? [0, buckets - stash] : [buckets - stash, stash];
      const index = 1 + 2 * rows + active * buckets + first + Number((BigInt(place) * BigInt(count)) >> 32n);
      place = mix(place, step) >>> 0;
      const at = index * wordsOfValue;
      const slot = Array.from({ length: LIVE_SLOTS }, (_, i) => i).find(
        (i) => words[at + LIVE_BUCKET.tag + i] === 0n,
      );
      if (slot === undefined) {
        words[at + LIVE_BUCKET.overflowed] = 1n;
        continue;
      }
      const { deadline } = element;
      const ticks = deadline === undefined ? LIVE_FOREVER : ceilTicks(deadline);
      words[at + LIVE_BUCKET.word + slot] = word;
      words[at + LIVE_BUCKET.tag + slot] = (ticks << 32n) | detail | 1n;
      key.forEach((half, i) => (words[at + LIVE_BUCKET.key + 2 * slot + i] = half));
      words[LIVE_HEADER.count / 8 + active]!++;
      isPut = true;
    }
    if (!isPut) throw new Error("the set is full");
  }
}

const ceilTicks = (nanoseconds: bigint): bigint =>
  (nanoseconds + (1n << LIVE_TICK_SHIFT) - 1n) >> LIVE_TICK_SHIFT;

function placed({ values, length }: LiveElement, type: LiveSetType, wide: boolean, seed: number) {
  const [first, second] = values as [bigint, bigint?];
  if (!wide) {
    const word =
      second !== undefined
        ? (first << BigInt(LIVE_TYPES[type[1]!].bits)) | second
        : hasPrefixes(type)
          ? (BigInt(length) << 32n) | first
          : first;
    return { word, key: [], detail: 0n, hash: finish(mix(mix(seed, lane(word, 1)), lane(word, 0))) };
  }
  const detail = second === undefined ? length << 8 : Number(second << 16n);
  const [hi, lo] = [first >> 64n, first & LOW];
  const hash = [lane(hi, 1), lane(hi, 0), lane(lo, 1), lane(lo, 0), detail].reduce(mix, seed);
  const other = finish(hash ^ mix(lane(hi ^ lo, 0), detail));
  return {
    word: (BigInt(finish(hash)) << 32n) | BigInt(other),
    key: [hi, lo],
    detail: BigInt(detail >>> 0),
    hash: finish(hash),
  };
}
