import { describe, expect, test } from "vitest";
import { compare } from "../../../src/codegen/5-plan/strategies/compare.js";
import type { ValueMap } from "../../../src/codegen/5-plan/value-map.js";
import {
  differences,
  differentValues,
  differentWideValues,
  exactMap,
  wideMap,
} from "../../support/exact-maps.js";
import { manyIntervals, narrowMap } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const one = () => 7;
const each = (i: number) => i;

/** Intervals at both ends, at the halves of words, and neighbours. */
const edges = (bits: number): [bigint, bigint][] => {
  const last = 2n ** BigInt(bits) - 1n;
  const middle = 2n ** BigInt(bits / 2);
  return [
    [0n, 0n],
    [10n, 11n],
    [12n, 12n],
    [middle - 2n, middle + 5n],
    [last / 2n - 3n, last / 2n + 2n],
    [last - 5n, last],
  ];
};

const CASES: readonly (readonly [string, ValueMap])[] = [
  ["values and intervals, one label", narrowMap([[0, 0, 7], [10, 11, 7], [12, 12, 7], [0xfffffff0, 0xffffffff, 7]])], // prettier-ignore
  ["values and intervals, labels", narrowMap([[0, 0, 1], [10, 11, 2], [12, 12, 3], [0xfffffff0, 0xffffffff, 0]])], // prettier-ignore
  ["the whole field", narrowMap([[0, 0xffffffff, 7]], 9)],
  ["8 values", exactMap(differentValues(8), one, 0)],
  ["16 intervals", manyIntervals(16, each)],
  ["a bit", narrowMap([[1, 1, 5]], 6, 1)],
  ...[48, 64, 128].flatMap((bits) => [
    [`${bits} bits, edges, one label`, wideMap(bits, edges(bits), one)] as const,
    [`${bits} bits, edges, labels`, wideMap(bits, edges(bits), each, 8)] as const,
    [`${bits} bits, values`, wideMap(bits, differentWideValues(8, bits), each)] as const,
    [`${bits} bits, the whole field`, wideMap(bits, [[0n, 2n ** BigInt(bits) - 1n]], one, 9)] as const,
  ]),
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("comparisons"), () => {
  test.each(CASES)("%s", async (_, map) => {
    expect(await differences(compare, map)).toEqual([]);
  });
});
