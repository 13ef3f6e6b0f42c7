import { describe, expect, test } from "vitest";
import { singleProbe } from "../../../../src/codegen/5-plan/strategies/single-probe.js";
import type { NarrowMap } from "../../../../src/codegen/5-plan/value-map.js";
import { tableBytes } from "../../../../src/codegen/table.js";
import { differentValues, differentWideValues, exactMap, wideMap } from "../../../support/exact-maps.js";
import { narrowMap } from "../../../support/value-maps.js";

const one = () => 7;
const each = (i: number) => i;

/** The element that a value is compared with, and its slot. */
function probe(map: NarrowMap): (value: number) => { readonly slot: number; readonly element: bigint } {
  const { tables, constants } = singleProbe.build(map, "x");
  return (value) => {
    const slot = Math.imul(value, Number(constants["multiplier"])) >>> Number(constants["shift"]);
    return { slot, element: BigInt(tables[0]!.elements[slot]!) };
  };
}

describe("single probe", () => {
  test.each([1, 2, 3, 50, 200, 450])("gives %i values a slot each", (count) => {
    const map = exactMap(differentValues(count), one);
    const at = probe(map);
    const slots = new Set<number>();
    for (const value of map.firsts) {
      expect(at(value).element).toBe(BigInt(value));
      slots.add(at(value).slot);
    }
    expect(slots.size).toBe(count);
  });

  test("finds no value that is not there, 0 neither", () => {
    const map = exactMap(
      differentValues(100).filter((value) => value !== 0),
      one,
    );
    const at = probe(map);
    const known = new Set(map.firsts);
    for (const value of [0, 1, ...differentValues(5000)])
      if (!known.has(value)) expect(at(value).element, String(value)).not.toBe(BigInt(value));
  });

  test("keeps labels above the values", () => {
    const map = exactMap(differentValues(100), (i) => 0xffff0000 + i);
    const at = probe(map);
    map.firsts.forEach((value, i) => {
      expect(at(value).element).toBe((BigInt(0xffff0000 + i) << 32n) | BigInt(value));
    });
  });

  test("takes 64 KiB at most, and as much as it estimates", () => {
    for (const count of [1, 10, 100, 300, 400])
      for (const labelOf of [one, each]) {
        const map = exactMap(differentValues(count), labelOf);
        const { memory } = singleProbe.estimate(map)!;
        expect(memory).toBeLessThanOrEqual(65_536);
        expect(singleProbe.build(map, "x").tables.reduce((sum, t) => sum + tableBytes(t), 0)).toBe(memory);
      }
  });

  test("gives up where there are too many values", () => {
    expect(singleProbe.estimate(exactMap(differentValues(1000), one))).toBeUndefined();
    expect(singleProbe.estimate(exactMap(differentValues(100_000), one))).toBeUndefined();
    expect(singleProbe.estimate(narrowMap([[1, 100, 7]]))).toBeUndefined();
    expect(singleProbe.estimate(wideMap(48, differentWideValues(3, 48), one))).toBeUndefined();
  });

  test("makes the same bytes of the same map", () => {
    const make = () => singleProbe.build(exactMap(differentValues(300), each), "x");
    expect(make()).toEqual(make());
  });
});
