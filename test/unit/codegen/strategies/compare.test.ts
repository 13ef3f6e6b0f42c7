import { describe, expect, test } from "vitest";
import { compare } from "../../../../src/codegen/5-plan/strategies/compare.js";
import { differentValues, differentWideValues, exactMap, wideMap } from "../../../support/exact-maps.js";
import { manyIntervals } from "../../../support/value-maps.js";

const one = () => 7;
const each = (i: number) => i;

describe("comparisons", () => {
  test("are for few intervals", () => {
    expect(compare.estimate(manyIntervals(16, each))).toBeDefined();
    expect(compare.estimate(manyIntervals(17, each))).toBeUndefined();
    expect(compare.estimate(wideMap(128, differentWideValues(8, 128), one))).toBeDefined();
    expect(compare.estimate(wideMap(128, differentWideValues(9, 128), one))).toBeUndefined();
  });

  test("need no memory, and more time the more there is to compare", () => {
    const [few, more] = [2, 8].map((n) => compare.estimate(exactMap(differentValues(n), one))!);
    expect([few!.memory, more!.memory]).toEqual([0, 0]);
    expect(more!.hit).toBeGreaterThan(few!.hit);
    expect(compare.estimate(exactMap(differentValues(8), each))!.hit).toBeGreaterThan(more!.hit);
    expect(compare.estimate(manyIntervals(8, one))!.hit).toBeGreaterThan(more!.hit);
  });

  test("are written as words of 64 bits", () => {
    const { constants } = compare.build(wideMap(128, [[1n, 1n], [2n ** 64n, 2n ** 128n - 1n]], one)); // prettier-ignore
    expect(constants["one"]).toMatchObject([
      {
        label: 7,
        intervals: [
          { inside: "is_value128(value, 0x0ULL, 0x1ULL)" },
          {
            inside: "in_interval128(value, 0x1ULL, 0x0ULL, 0xffffffffffffffffULL, 0xffffffffffffffffULL)",
          },
        ],
      },
    ]);
    expect(constants["several"]).toEqual([]);
  });
});
