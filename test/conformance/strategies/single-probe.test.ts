import { describe, expect, test } from "vitest";
import { singleProbe } from "../../../src/codegen/5-plan/strategies/single-probe.js";
import type { ValueMap } from "../../../src/codegen/5-plan/value-map.js";
import { differences, differentValues, exactMap } from "../../support/exact-maps.js";
import { narrowMap } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const one = () => 7;
const large = (i: number) => i * 40_000;

const CASES: readonly (readonly [string, ValueMap])[] = [
  ...[1, 2, 3, 8, 64, 300].map((n) => [`${n} values, one label`, exactMap(differentValues(n), one)] as const),
  ...[2, 8, 64, 300].map(
    (n) => [`${n} values, a label each`, exactMap(differentValues(n), large, 3)] as const,
  ),
  ["20 bits", exactMap(differentValues(100, 20), large, 5, 20)],
  [
    "values without 0",
    exactMap(
      differentValues(100).filter((value) => value !== 0),
      one,
      0,
    ),
  ],
  ["a regular thousand", exactMap(Array.from({ length: 1000 }, (_, i) => 0x0a000000 + 256 * i), large)], // prettier-ignore
  ["neighbours", narrowMap([[0, 1, 1], [2, 2, 2], [7, 9, 3], [0xffffffff, 0xffffffff, 4]], 0)], // prettier-ignore
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("single probe"), () => {
  test.each(CASES)("%s", async (_, map) => {
    expect(singleProbe.estimate(map)).toBeDefined();
    expect(await differences(singleProbe, map)).toEqual([]);
  });
});
