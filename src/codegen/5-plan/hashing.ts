/**
 * Hash functions that are cheap in a program, where a multiplication is one instruction, and here, where those of 32 bits are. Their
 * C is templates/include/xdpgen/hash.h.
 */

/** Values as words of 32 bits, the least significant first: `width` words a value. */
export interface ValueWords {
  readonly width: 1 | 2 | 4;
  readonly words: Uint32Array;
}

/** Two 32-bit hashes of every value; those of two different values are rarely both the same. */
export interface Hashes {
  readonly bucket: Uint32Array;
  readonly slot: Uint32Array;
}

/** The multipliers of one pair of hash functions: odd numbers of 32 bits for values of one word, otherwise of 64 bits. */
export interface Multipliers {
  readonly bucket: readonly bigint[];
  readonly slot: readonly bigint[];
}

/** The finalizer of MurmurHash3: neighbouring numbers come out unlike each other. */
function scrambled(n: number): number {
  let x = n;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The nth of a fixed row of odd 32-bit numbers. */
export const multiplier = (n: number): number => (scrambled(Math.imul(n + 1, 0x9e3779b9)) | 1) >>> 0;

const longMultiplier = (n: number): bigint =>
  (BigInt(multiplier(2 * n)) << 32n) | BigInt(multiplier(2 * n + 1));

/** The multipliers of the nth attempt. Values of one word need one: what it makes of them is never the same for two. */
export function multipliersFor(width: ValueWords["width"], attempt: number): Multipliers {
  if (width === 1) {
    const only = [BigInt(multiplier(attempt))];
    return { bucket: only, slot: only };
  }
  const halves = width / 2;
  const row = Array.from({ length: 2 * halves }, (_, i) => longMultiplier(attempt * 2 * halves + i));
  return { bucket: row.slice(0, halves), slot: row.slice(halves) };
}

/** Hashes all values, as `hash32`, `hash64` and `hash128` of hash.h do. */
export function hashesOf(values: ValueWords, { bucket, slot }: Multipliers): Hashes {
  const first = hashAll(values, bucket);
  return { bucket: first, slot: bucket === slot ? first : hashAll(values, slot) };
}

function hashAll({ width, words }: ValueWords, multipliers: readonly bigint[]): Uint32Array {
  const hashes = new Uint32Array(words.length / width);
  if (width === 1) {
    const by = Number(multipliers[0]);
    for (let i = 0; i < hashes.length; i++) hashes[i] = Math.imul(words[i]!, by);
    return hashes;
  }
  multipliers.forEach((by, half) => {
    const low = Number(by & 0xffffffffn);
    const high = Number(by >> 32n);
    for (let i = 0, at = 2 * half; i < hashes.length; i++, at += width) {
      const upper = words[at + 1]!;
      hashes[i]! ^= upperProduct((words[at]! ^ upper) >>> 0, upper, low, high);
    }
  });
  return hashes;
}

/** Bits 32 to 63 of the product of two 64-bit numbers, each given as its lower and its upper half. */
function upperProduct(low: number, high: number, byLow: number, byHigh: number): number {
  return upperOf32(low, byLow) + Math.imul(low, byHigh) + Math.imul(high, byLow);
}

/** The upper half of the product of two 32-bit numbers, by halves of them. */
function upperOf32(a: number, b: number): number {
  const [a0, a1] = [a & 0xffff, a >>> 16];
  const [b0, b1] = [b & 0xffff, b >>> 16];
  const middle = (Math.imul(a1, b0) >>> 0) + ((Math.imul(a0, b0) >>> 0) >>> 16);
  const other = (Math.imul(a0, b1) >>> 0) + (middle % 0x10000);
  return Math.imul(a1, b1) + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000);
}
