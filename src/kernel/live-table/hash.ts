import { LIVE_STASH_TRIES, LIVE_TRIES } from "../../manifest/index.js";
import { RECORD } from "../../packet/index.js";
import type { LiveShape } from "./shape.js";

/** live_mix and live_finish of templates/include/xdpgen/mix.h, on signed 32-bit numbers. */
const mix = (hash: number, lane: number): number => {
  const mixed = Math.imul(hash ^ lane, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};
const finish = (hash: number): number => {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
};

/**
 * An element as a table has it, in numbers of 32 bits: its word, of a wide one its key, the highest first, and its part of the tag.
 * live-set.h says which bits are where. One object serves for many elements, one after the other.
 */
export interface Placed {
  wordHi: number;
  wordLo: number;
  key3: number;
  key2: number;
  key1: number;
  key0: number;
  detail: number;
  /** Leads to its buckets. */
  hash: number;
}

export const createPlaced = (): Placed => ({
  wordHi: 0,
  wordLo: 0,
  key3: 0,
  key2: 0,
  key1: 0,
  key0: 0,
  detail: 0,
  hash: 0,
});

/** Writes the element whose record begins at a lane into `e`: live_narrow and live_wide of live-set.h. */
export function place(e: Placed, lanes: Uint32Array, at: number, seed: number, shape: LiveShape): Placed {
  const length = lanes[at + RECORD.length]!;
  if (!shape.wide) {
    e.wordHi = shape.prefixes ? length : lanes[at + 1]!;
    e.wordLo = lanes[at]!;
    e.hash = finish(mix(mix(seed, e.wordHi), e.wordLo)) >>> 0;
    return e;
  }
  [e.key3, e.key2, e.key1, e.key0] = [lanes[at + 3]!, lanes[at + 2]!, lanes[at + 1]!, lanes[at]!];
  e.detail = (shape.prefixes ? length << 8 : lanes[at + RECORD.second]! << 16) >>> 0;
  const mixed = mix(mix(mix(mix(mix(seed, e.key3), e.key2), e.key1), e.key0), e.detail);
  e.hash = finish(mixed) >>> 0;
  e.wordHi = e.hash;
  e.wordLo = finish(mixed ^ mix(e.key2 ^ e.key0, e.detail)) >>> 0;
  return e;
}

/** The number of the bucket, in its table, to which a hash leads at each try: live_next and live_index of live-set.h. */
export function bucketAt(hash: number, step: number, { buckets, stash }: LiveShape): number {
  let at = hash;
  for (let tried = 0; tried < step; tried++) at = mix(at, tried) >>> 0;
  return step < LIVE_TRIES - LIVE_STASH_TRIES
    ? scaled(at, buckets - stash)
    : buckets - stash + scaled(at, stash);
}

/** The upper half of a product of up to 64 bits, where a number has 53. */
const scaled = (hash: number, count: number): number =>
  Math.floor(((hash >>> 16) * count + Math.floor(((hash & 0xffff) * count) / 0x1_0000)) / 0x1_0000);

/** The tries, for loops. */
export const STEPS: readonly number[] = Array.from({ length: LIVE_TRIES }, (_, step) => step);

/** The row of an IPv6 address, by its upper 32 bits: live_row6 of live-prefix.h. */
export const rowOf6 = (upper: number): number => (finish(mix(0, upper)) >>> 0) >>> 16;
