import { describe, expect, test } from "vitest";
import { perfectHash } from "../../../../src/codegen/5-plan/strategies/perfect-hash.js";
import type { ValueMap } from "../../../../src/codegen/5-plan/value-map.js";
import { tableBytes } from "../../../../src/codegen/table.js";
import { differentValues, differentWideValues, exactMap, wideMap } from "../../../support/exact-maps.js";
import { narrowMap } from "../../../support/value-maps.js";

const one = () => 7;
const each = (i: number) => i;
const memoryOf = (map: ValueMap) =>
  perfectHash.build(map, "x").tables.reduce((sum, table) => sum + tableBytes(table), 0);
const namesOf = (map: ValueMap) => perfectHash.build(map, "x").tables.map(({ symbol }) => symbol);
const wide = (count: number, bits: number, labelOf: (i: number) => number) =>
  wideMap(bits, differentWideValues(count, bits), labelOf);

describe("perfect hash", () => {
  test.each([1000, 2000, 63_000, 100_000, 503_400, 1_000_000])("keeps %i addresses small", (count) => {
    const map = exactMap(differentValues(count), one);
    const { memory } = perfectHash.estimate(map)!;
    expect(memory / count).toBeLessThan(10);
    expect(memoryOf(map)).toBe(memory);
  });

  test("keeps a million addresses in 6 MB, each table one section", () => {
    const { tables } = perfectHash.build(exactMap(differentValues(1_000_000), one), "x");
    expect(tables.reduce((sum, table) => sum + tableBytes(table), 0)).toBeLessThan(6_000_000);
    expect(tables.every(({ bounded }) => bounded)).toBe(true);
  });

  test("estimates the memory that it takes", () => {
    for (const map of [
      exactMap(differentValues(3000), each),
      wide(3000, 48, each),
      wide(3000, 128, each),
      wide(9, 64, each),
    ])
      expect(perfectHash.estimate(map)!.memory).toBe(memoryOf(map));
  });

  test("keeps labels where they cost least", () => {
    expect(namesOf(exactMap(differentValues(100), one))).toEqual(["x_pilots", "x_keys"]);
    expect(namesOf(exactMap(differentValues(100), each))).toEqual(["x_pilots", "x_keys"]);
    expect(namesOf(wide(100, 48, each))).toEqual(["x_pilots", "x_keys"]);
    expect(namesOf(wide(100, 48, (i) => i * 1000))).toEqual(["x_pilots", "x_keys", "x_labels"]);
    expect(namesOf(wide(100, 128, each))).toEqual(["x_pilots", "x_keys", "x_labels"]);
    expect(namesOf(exactMap(differentValues(600_000), each))).toEqual(["x_pilots", "x_keys", "x_labels"]);
  });

  test("has every value once, and in other slots one of them again", () => {
    const values = differentValues(100).filter((value) => value !== 0);
    const [, keys] = perfectHash.build(exactMap(values, one), "x").tables;
    const content = [...(keys!.elements as Uint32Array)];
    expect(new Set(content)).toEqual(new Set(values));
    const twice = values.filter((value) => content.indexOf(value) !== content.lastIndexOf(value));
    expect(twice).toHaveLength(1);
  });

  test("makes the same bytes of the same map", () => {
    for (const make of [() => exactMap(differentValues(5000), each), () => wide(5000, 128, each)])
      expect(perfectHash.build(make(), "x")).toEqual(perfectHash.build(make(), "x"));
  });

  test.each([
    ["every second address of a network", 65_000, (i: number) => 0x0a000000 + 2 * i],
    ["networks' first addresses", 62_000, (i: number) => i * 2 ** 16],
    ["every 256th address, as many as fit", 240_000, (i: number) => i * 256 + 1],
    ["a grid", 250_000, (i: number) => (i % 500) * 2 ** 18 + Math.floor(i / 500) * 2],
  ])("takes regular values: %s", (_, count, valueOf) => {
    const map = exactMap(
      Array.from({ length: count }, (_, i) => valueOf(i)),
      one,
    );
    expect(memoryOf(map) / count).toBeLessThan(16);
  });

  test("takes values that differ in the upper bytes of their words only", () => {
    const values = Array.from({ length: 60_000 }, (_, i) => {
      const value = (BigInt(i >> 8) << 120n) | (BigInt(i & 255) << 56n);
      return [value, value] as const;
    });
    expect(memoryOf(wideMap(128, values, one)) / values.length).toBeLessThan(40);
  });

  test("goes through neighbours, and leaves intervals to others", () => {
    const neighbours = narrowMap([[1, 2, 7], [5, 6, 8]]); // prettier-ignore
    expect(perfectHash.estimate(neighbours)).toBeDefined();
    expect(perfectHash.estimate(narrowMap([[1, 3, 7]]))).toBeUndefined();
    expect(perfectHash.estimate(narrowMap([[0, 0xffffffff, 7]]))).toBeUndefined();
    expect(perfectHash.estimate(wideMap(128, [[0n, 2n ** 128n - 1n]], one))).toBeUndefined();
  });
});
