import { describe, expect, test } from "vitest";
import {
  hashesOf,
  multiplier,
  multipliersFor,
  type ValueWords,
} from "../../../src/codegen/5-plan/hashing.js";
import { numbersFrom } from "../../support/value-maps.js";

const below = numbersFrom(5);
const wordsOf = (width: ValueWords["width"], count: number): ValueWords => ({
  width,
  words: Uint32Array.from({ length: width * count }, (_, i) => (i < 4 ? 0xffffffff : below(2 ** 32))),
});
const MASK = 2n ** 64n - 1n;

/** What hash64 and hash128 of hash.h compute, in numbers of any size. */
function expected({ width, words }: ValueWords, value: number, multipliers: readonly bigint[]): number {
  let sum = 0n;
  multipliers.forEach((by, half) => {
    const at = value * width + 2 * half;
    const number = (BigInt(words[at + 1]!) << 32n) | BigInt(words[at]!);
    sum ^= ((number ^ (number >> 32n)) * by) & MASK;
  });
  return Number(sum >> 32n);
}

describe("hashes", () => {
  test.each([2, 4] as const)("of %i words are the upper halves of products", (width) => {
    const values = wordsOf(width, 500);
    for (const attempt of [0, 1, 17]) {
      const multipliers = multipliersFor(width, attempt);
      const { bucket, slot } = hashesOf(values, multipliers);
      for (let value = 0; value < 500; value++) {
        expect(bucket[value]).toBe(expected(values, value, multipliers.bucket));
        expect(slot[value]).toBe(expected(values, value, multipliers.slot));
      }
    }
  });

  test("of one word are products, and one hash serves for both", () => {
    const values = wordsOf(1, 100);
    const multipliers = multipliersFor(1, 3);
    const { bucket, slot } = hashesOf(values, multipliers);
    expect(slot).toBe(bucket);
    values.words.forEach((word, i) => {
      expect(bucket[i]).toBe(Number((BigInt(word) * multipliers.bucket[0]!) & 0xffffffffn));
    });
  });

  test("multipliers are odd, and each attempt has others", () => {
    const row = Array.from({ length: 1000 }, (_, n) => multiplier(n));
    expect(row.every((n) => n % 2 === 1 && n < 2 ** 32)).toBe(true);
    expect(new Set(row).size).toBe(1000);
    const long = [0, 1, 2, 3].flatMap((attempt) => {
      const { bucket, slot } = multipliersFor(4, attempt);
      return [...bucket, ...slot];
    });
    expect(long.every((n) => n % 2n === 1n && n <= MASK)).toBe(true);
    expect(new Set(long).size).toBe(16);
  });
});
