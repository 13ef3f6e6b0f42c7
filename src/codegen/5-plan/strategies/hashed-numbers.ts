import { hashesOf, multipliersFor } from "../hashing.js";
import { findPilots, type PerfectHash } from "../pilots.js";

/** So full the slots are at most; up to `ROOMY` buckets are four times fewer than slots, beyond that half as many. */
const FULLEST = 0.88;
const ROOMY = 0.7;

/** Other multipliers are tried so often before there are more slots. */
const ATTEMPTS = 6;
const MOST_DOUBLINGS = 4;

/** Different numbers of 32 bits, each with a slot of its own, and what C needs to find it: `hash32` and `displaced` of hash.h. */
export interface HashedNumbers extends PerfectHash {
  readonly slotCount: number;
  readonly constants: {
    readonly multiplier: number;
    readonly bucketShift: number;
    readonly slotShift: number;
  };
}

/** How many bytes of pilots and how many slots so many numbers take. */
export function hashShape(count: number): { readonly pilots: number; readonly slots: number } {
  const { bucketBits, slotBits } = shapeFor(count, 0);
  return { pilots: 2 ** bucketBits, slots: 2 ** slotBits };
}

/** Finds a slot for each of some numbers, which all differ: for two that are the same there is none. */
export function hashNumbers(numbers: Uint32Array): HashedNumbers {
  for (let attempt = 0; attempt < MOST_DOUBLINGS * ATTEMPTS; attempt++) {
    const { bucketBits, slotBits } = shapeFor(numbers.length, Math.floor(attempt / ATTEMPTS));
    const multipliers = multipliersFor(1, attempt);
    const hash = findPilots(hashesOf({ width: 1, words: numbers }, multipliers), bucketBits, slotBits);
    if (hash === undefined) continue;
    const constants = {
      multiplier: Number(multipliers.bucket[0]),
      bucketShift: 32 - bucketBits,
      slotShift: 32 - slotBits,
    };
    return { ...hash, slotCount: 2 ** slotBits, constants };
  }
  throw new Error(`no perfect hash of ${numbers.length} numbers`);
}

function shapeFor(count: number, spare: number) {
  const slotBits = Math.max(3, Math.ceil(Math.log2(count / FULLEST))) + spare;
  return { slotBits, bucketBits: slotBits - (count / 2 ** slotBits <= ROOMY ? 2 : 1) };
}
