import { describe, expect, test } from "vitest";
import { flipPoints } from "../../../../src/codegen/5-plan/strategies/flip-points.js";
import type { BuiltLookup } from "../../../../src/codegen/5-plan/strategies/strategy.js";
import { countNotAbove, elementsOf, optional } from "../../../support/built-lookup.js";
import {
  manyIntervals,
  narrowCases,
  narrowMap,
  probesOf,
  searchNarrow,
} from "../../../support/value-maps.js";

function labelIn(built: BuiltLookup, value: number): number {
  const at = elementsOf(built);
  const { shift, mask, steps } = built.constants as Record<string, number>;
  const bucket = Math.floor(value / 2 ** shift!);
  const first = at("firsts", bucket);
  const count = at("firsts", bucket + 1) - first;
  expect(count).toBeLessThan(2 ** steps!);
  const flips = first + countNotAbove((i) => at("lows", i), first, count, (value & mask!) >>> 0);
  const one = optional(built.constants["one"]);
  if (one !== undefined) return flips % 2 === one["inside"] ? one["otherwise"]! : one["label"]!;
  return (at("labels", flips) + optional(built.constants["several"])!["base"]!) >>> 0;
}

const sizeOfTable = (built: BuiltLookup, what: string) =>
  built.tables.find(({ symbol }) => symbol === `lookup_${what}`)?.elements.BYTES_PER_ELEMENT;

describe("flip-points", () => {
  test.each(narrowCases())("$title", ({ map }) => {
    const built = flipPoints.build(map, "lookup");
    for (const value of probesOf(map))
      if (labelIn(built, value) !== searchNarrow(map, value)) expect.fail(`${value}`);
  });

  test("the same map gives the same bytes", () => {
    const map = manyIntervals(1000, (i) => i);
    expect(flipPoints.build(map, "lookup")).toEqual(flipPoints.build(map, "lookup"));
  });

  test("one label needs no table of labels, whatever it is", () => {
    const tables = (label: number) =>
      flipPoints.build(
        manyIntervals(100, () => label),
        "lookup",
      ).tables;
    expect(tables(1)).toHaveLength(2);
    expect(tables(1)).toEqual(tables(77));
  });

  test("labels take as little room as they can, though the others' label is far from them", () => {
    expect(
      sizeOfTable(
        flipPoints.build(
          manyIntervals(200, (i) => i),
          "lookup",
        ),
        "labels",
      ),
    ).toBe(1);
    expect(
      sizeOfTable(
        flipPoints.build(
          manyIntervals(300, (i) => i),
          "lookup",
        ),
        "labels",
      ),
    ).toBe(2);
    expect(
      sizeOfTable(
        flipPoints.build(
          manyIntervals(70_000, (i) => i),
          "lookup",
        ),
        "labels",
      ),
    ).toBe(4);
  });

  test("what it says it takes is what it takes", () => {
    for (const { map } of narrowCases()) {
      const bytes = flipPoints.build(map, "lookup").tables.reduce((sum, t) => sum + t.elements.byteLength, 0);
      const said = flipPoints.estimate(map)!.memory;
      expect(Math.abs(bytes - said)).toBeLessThanOrEqual(8);
    }
  });

  test("a field of 16 bits is not for it", () => {
    expect(flipPoints.estimate(narrowMap([[1, 2, 3]], 0, 16))).toBeUndefined();
  });
});
