/** Tables have the smallest elements that take their numbers: just as small at the edges, and no smaller. */
import { expect, test } from "vitest";
import { greatestLabel, labelArray } from "../../../src/codegen/5-plan/label-array.js";
import { bytesFor, packed, packLabels } from "../../../src/codegen/5-plan/strategies/packed.js";
import { wideMap } from "../../support/exact-maps.js";
import { narrowMap } from "../../support/value-maps.js";

test.each([
  [0, 1],
  [255, 1],
  [256, 2],
  [65_535, 2],
  [65_536, 4],
  [0xffffffff, 4],
] as const)("numbers up to %i take %i bytes", (most, bytes) => {
  expect(bytesFor(most)).toBe(bytes);
  expect(labelArray(1, most).BYTES_PER_ELEMENT).toBe(bytes);
  const numbers = packed(Uint32Array.of(0, most));
  expect(numbers.BYTES_PER_ELEMENT).toBe(bytes);
  expect([...numbers]).toEqual([0, most]);
});

test("the greatest label of a map may be anywhere in it", () => {
  expect(greatestLabel(narrowMap([[1, 1, 3], [2, 2, 300], [4, 4, 5]]))).toBe(300); // prettier-ignore
  expect(greatestLabel(wideMap(48, [[1n, 1n], [2n, 2n], [4n, 4n]], (i) => [3, 300, 5][i]!))).toBe(300); // prettier-ignore
});

test("labels that lie just above that of no interval are counted from it", () => {
  const { elements, base } = packLabels(Uint32Array.of(0xfffffff0, 0xffffffff, 0x100), 0xfffffff0);
  expect([...elements].map((element) => (element + base) >>> 0)).toEqual([0xfffffff0, 0xffffffff, 0x100]);
  expect(elements.BYTES_PER_ELEMENT).toBe(2);
});
