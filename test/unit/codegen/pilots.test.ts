import { describe, expect, test } from "vitest";
import { hashesOf, multipliersFor, type Hashes } from "../../../src/codegen/5-plan/hashing.js";
import { findPilots } from "../../../src/codegen/5-plan/pilots.js";
import { differentValues } from "../../support/exact-maps.js";

const hashes = (values: readonly number[], attempt = 0): Hashes =>
  hashesOf({ width: 1, words: Uint32Array.from(values) }, multipliersFor(1, attempt));

describe("pilots", () => {
  test.each([
    [1, 1, 1],
    [7, 3, 3],
    [120, 6, 7],
    [5000, 11, 13],
    [60_000, 16, 16],
  ])("give %i values a slot each, with 2^%i buckets and 2^%i slots", (count, bucketBits, slotBits) => {
    const { bucket, slot } = hashes(differentValues(count));
    const found = findPilots({ bucket, slot }, bucketBits, slotBits)!;
    expect(found.pilots).toHaveLength(2 ** bucketBits);
    expect(new Set(found.slots).size).toBe(count);
    for (let value = 0; value < count; value++) {
      const pilot = found.pilots[bucket[value]! >>> (32 - bucketBits)]!;
      const displaced = Math.imul(slot[value]! ^ Math.imul(pilot, 0x9e3779b9), 0x85ebca6b);
      expect(found.slots[value]).toBe(displaced >>> (32 - slotBits));
    }
  });

  test("of a bucket without values are 0", () => {
    expect(findPilots(hashes([5]), 4, 4)!.pilots.every((pilot) => pilot === 0)).toBe(true);
  });

  test("do not exist for two values that are the same, nor for more values than slots", () => {
    expect(findPilots(hashes([5, 5]), 2, 4)).toBeUndefined();
    expect(findPilots(hashes([1, 2, 3, 4, 5]), 2, 2)).toBeUndefined();
  });
});
