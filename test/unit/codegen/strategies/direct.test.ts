import { describe, expect, test } from "vitest";
import { direct } from "../../../../src/codegen/5-plan/strategies/direct.js";
import type { NarrowMap } from "../../../../src/codegen/5-plan/value-map.js";
import { manyIntervals, narrowMap, searchNarrow } from "../../../support/value-maps.js";

const one = () => 7;
const each = (i: number) => i;

/** The label of a value, by the table. */
function labelOf(map: NarrowMap): (value: number) => number {
  const { tables, constants } = direct.build(map, "x");
  const { elements } = tables[0]!;
  const [bitmap] = constants["bitmap"] as readonly { readonly label: number; readonly otherwise: number }[];
  const [labels] = constants["labels"] as readonly { readonly base: number }[];
  return (value) => {
    if (labels !== undefined) return (Number(elements[value]) + labels.base) >>> 0;
    const bit = (BigInt(elements[value >> 6]!) >> BigInt(value & 63)) & 1n;
    return bit === 1n ? bitmap!.label : bitmap!.otherwise;
  };
}

const bytes = (map: NarrowMap) => direct.build(map, "x").tables[0]!.elements.byteLength;

describe("direct table", () => {
  test.each([1, 3, 6, 7, 8, 13, 16])("answers for every value of %i bits", (bits) => {
    for (const labels of [one, each, (i: number) => i * 1000]) {
      const map = manyIntervals(Math.ceil(2 ** bits / 5), labels, bits);
      const answer = labelOf(map);
      for (let value = 0; value < 2 ** bits; value++) expect(answer(value)).toBe(searchNarrow(map, value));
    }
  });

  test("has a bit a value for one label, and else as few bytes as labels need", () => {
    expect(bytes(narrowMap([[80, 443, 7]], 9, 16))).toBe(8192);
    expect(bytes(narrowMap([[1, 1, 7]], 9, 1))).toBe(8);
    expect(bytes(narrowMap([[80, 80, 7], [443, 443, 254]], 0xffffffff, 16))).toBe(65_536); // prettier-ignore
    expect(bytes(narrowMap([[80, 80, 7], [443, 443, 255]], 0xffffffff, 16))).toBe(131_072); // prettier-ignore
    expect(bytes(narrowMap([[80, 80, 7], [443, 443, 255]], 0, 16))).toBe(65_536); // prettier-ignore
    expect(bytes(narrowMap([[80, 80, 7], [443, 443, 90_000]], 0, 16))).toBe(262_144); // prettier-ignore
  });

  test("estimates the memory that it takes", () => {
    for (const labels of [one, each]) {
      const map = manyIntervals(400, labels, 16);
      expect(direct.estimate(map)!.memory).toBe(bytes(map));
    }
  });

  test("leaves fields of more than 16 bits to others", () => {
    expect(direct.estimate(manyIntervals(4, one, 17))).toBeUndefined();
    expect(direct.estimate({ kind: "wide", bits: 48, otherwise: 0, entries: [] })).toBeUndefined();
  });
});
