import { LIVE_TRIES } from "../../manifest/index.js";
import type { LiveShape, PackedElement } from "./shape.js";

/** live_mix and live_finish of templates/include/xdpgen/mix.h, on signed 32-bit numbers. */
const mix = (hash: number, lane: number): number => {
  const mixed = Math.imul(hash ^ lane, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};
const finish = (hash: number): number => {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
};

/** Where an element belongs: its word, and the hash that leads to its buckets. */
export interface Placed extends PackedElement {
  readonly hash: number;
}

/** live_narrow and live_wide of live-set.h. */
export function place(element: PackedElement, seed: number, { wide }: LiveShape): Placed {
  const { wordHi, wordLo, key, detail } = element;
  if (!wide) return { ...element, hash: finish(mix(mix(seed, wordHi), wordLo)) >>> 0 };
  const mixed = mix(mix(mix(mix(mix(seed, key[0]), key[1]), key[2]), key[3]), detail);
  const hash = finish(mixed) >>> 0;
  return { ...element, hash, wordHi: hash, wordLo: finish(mixed ^ mix(key[1] ^ key[3], detail)) >>> 0 };
}

/** The number of the bucket, in its table, to which a hash leads at each try: live_index of live-set.h. */
export function bucketAt(hash: number, step: number, buckets: number): number {
  const turned = ((hash << 16) | (hash >>> 16) | 1) >>> 0;
  const at = (hash + Math.imul(step, turned)) >>> 0;
  // The product has up to 64 bits, a number 53: its upper half is made of two.
  return Math.floor(((at >>> 16) * buckets + Math.floor(((at & 0xffff) * buckets) / 0x1_0000)) / 0x1_0000);
}

/** The tries, for loops. */
export const STEPS: readonly number[] = Array.from({ length: LIVE_TRIES }, (_, step) => step);

/** The row of an IPv6 address, by its upper 32 bits: live_row6 of live-prefix.h. */
export const rowOf6 = (upper: number): number => (finish(mix(0, upper)) >>> 0) >>> 16;
