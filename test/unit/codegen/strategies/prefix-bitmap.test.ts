import { describe, expect, test } from "vitest";
import { prefixBitmap } from "../../../../src/codegen/5-plan/strategies/prefix-bitmap.js";
import type { BuiltLookup } from "../../../../src/codegen/5-plan/strategies/strategy.js";
import { elementsOf, slotOf } from "../../../support/built-lookup.js";
import {
  manyIntervals,
  narrowCases,
  narrowMap,
  probesOf,
  searchNarrow,
} from "../../../support/value-maps.js";

const cases = narrowCases().filter(({ map }) => prefixBitmap.estimate(map) !== undefined);

const SINGLES = 50_000;

/** Single addresses, each in a /24 of its own. */
const singles = narrowMap(
  Array.from({ length: SINGLES }, (_, i) => {
    const address = i * 512 + ((i * 7) % 256);
    return [address, address, 1] as const;
  }),
);

function labelIn(built: BuiltLookup, value: number): number {
  const at = elementsOf(built);
  const constants = built.constants as Record<string, number>;
  const block = value >>> 8;
  const known = (at("blocks", block >>> 4) >>> (2 * (block & 15))) & 3;
  const leaf = at(
    "leaves",
    slotOf(block, constants, (bucket) => at("pilots", bucket)),
  );
  const patterns = built.tables.find(({ symbol }) => symbol === "lookup_patterns")!
    .elements as BigUint64Array;
  const bit = Number((patterns[4 * leaf + ((value >>> 6) & 3)]! >> BigInt(value & 63)) & 1n);
  const inside = known === 2 ? bit : known;
  return inside === 1 ? constants["label"]! : constants["otherwise"]!;
}

describe("prefix-bitmap", () => {
  test.each(cases)("$title", ({ map }) => {
    const built = prefixBitmap.build(map, "lookup");
    for (const value of probesOf(map))
      if (labelIn(built, value) !== searchNarrow(map, value)) expect.fail(`${value}`);
  });

  test("the same map gives the same bytes", () => {
    expect(prefixBitmap.build(singles, "lookup")).toEqual(prefixBitmap.build(singles, "lookup"));
  });

  test("/24s with a single address share 256 patterns", () => {
    const { tables } = prefixBitmap.build(singles, "lookup");
    expect(tables.find(({ symbol }) => symbol === "lookup_patterns")!.elements).toHaveLength(4 * 256);
  });

  test("it takes no more than it says", () => {
    for (const map of [singles, ...cases.map((c) => c.map)]) {
      const bytes = prefixBitmap
        .build(map, "lookup")
        .tables.reduce((sum, t) => sum + t.elements.byteLength, 0);
      expect(bytes).toBeLessThanOrEqual(prefixBitmap.estimate(map)!.memory);
    }
  });

  test("several labels and other fields are not for it", () => {
    expect(prefixBitmap.estimate(manyIntervals(10, (i) => i))).toBeUndefined();
    expect(prefixBitmap.estimate(manyIntervals(10, () => 1, 20))).toBeUndefined();
  });
});
