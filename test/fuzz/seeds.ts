import { createHash } from "node:crypto";
import fc from "fast-check";

/** Values of an arbitrary that depend on nothing but the seed of the run, the part of it, and the part's index. */
export function draw<T>(
  arbitrary: fc.Arbitrary<T>,
  count: number,
  seed: number,
  part: string,
  index: number,
): readonly T[] {
  return fc.sample(arbitrary, { seed: seedOf(seed, part, index), numRuns: count, unbiased: true });
}

/** One such value. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number, part: string, index: number): T {
  return draw(arbitrary, 1, seed, part, index)[0]!;
}

/** The list in another order. */
export function shuffled<T>(list: readonly T[], seed: number, part: string, index: number): readonly T[] {
  return drawn(fc.shuffledSubarray([...list], { minLength: list.length }), seed, part, index);
}

/** 32 bits, signed: what fast-check takes. */
function seedOf(seed: number, part: string, index: number): number {
  return createHash("sha256").update(`${seed} ${part} ${index}`).digest().readInt32BE(0);
}
