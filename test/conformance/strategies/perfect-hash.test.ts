import { describe, expect, test } from "vitest";
import { perfectHash } from "../../../src/codegen/5-plan/strategies/perfect-hash.js";
import type { ValueMap } from "../../../src/codegen/5-plan/value-map.js";
import {
  differences,
  differentValues,
  differentWideValues,
  exactMap,
  wideMap,
} from "../../support/exact-maps.js";
import { narrowMap } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const one = () => 7;
const each = (i: number) => i;
const large = (i: number) => i * 40_000;

const sizes = [1, 2, 8, 64, 1000, 10_000, 100_000];
const wide = (count: number, bits: number, labelOf: (i: number) => number) =>
  wideMap(bits, differentWideValues(count, bits), labelOf);

const CASES: readonly (readonly [string, ValueMap])[] = [
  ...sizes.map((n) => [`${n} values, one label`, exactMap(differentValues(n), one)] as const),
  ...sizes.map((n) => [`${n} values, a label each`, exactMap(differentValues(n), each, 3)] as const),
  ["1,000,000 values", exactMap(differentValues(1_000_000), one)],
  ["1,000,000 values, labels beside", exactMap(differentValues(1_000_000), (i) => i % 9)],
  ["20 bits", exactMap(differentValues(500, 20), large, 5, 20)],
  [
    "values without 0",
    exactMap(
      differentValues(100).filter((value) => value !== 0),
      one,
      0,
    ),
  ],
  ["neighbours", narrowMap([[0, 1, 1], [2, 2, 2], [7, 9, 3], [0xffffffff, 0xffffffff, 4]], 0)], // prettier-ignore
  ...[1, 2, 8, 64, 1000, 20_000].map((n) => [`${n} of 48 bits, one label`, wide(n, 48, one)] as const),
  ["48 bits, labels above", wide(1000, 48, each)],
  ["48 bits, labels beside", wide(10_000, 48, large)],
  ["40 bits, labels above", wide(1000, 40, (i) => i * 16_000)],
  ["64 bits, one label", wide(10_000, 64, one)],
  ["64 bits, a label each", wide(300, 64, each)],
  ...[1, 2, 8, 64, 1000, 20_000].map((n) => [`${n} of 128 bits, one label`, wide(n, 128, one)] as const),
  ["128 bits, a label each", wide(1000, 128, each)],
  ["128 bits, in several sections", wide(300_000, 128, each)],
  ["128 bits, neighbours", wideMap(128, [[0n, 1n], [5n, 5n], [2n ** 128n - 3n, 2n ** 128n - 1n]], each)], // prettier-ignore
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("perfect hash"), () => {
  test.each(CASES)("%s", async (_, map) => {
    expect(await differences(perfectHash, map)).toEqual([]);
  });
});
