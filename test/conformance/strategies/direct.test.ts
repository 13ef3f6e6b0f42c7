import { describe, expect, test } from "vitest";
import { direct } from "../../../src/codegen/5-plan/strategies/direct.js";
import type { ValueMap } from "../../../src/codegen/5-plan/value-map.js";
import { differences, differentValues, exactMap } from "../../support/exact-maps.js";
import { manyIntervals, narrowMap } from "../../support/value-maps.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

const one = () => 7;
const each = (i: number) => i;
const large = (i: number) => i * 40_000;

const CASES: readonly (readonly [string, ValueMap])[] = [
  ...[1, 3, 4, 5, 6, 7, 8, 12, 16].flatMap((bits) => [
    [`${bits} bits, one label`, manyIntervals(Math.ceil(2 ** bits / 8), one, bits)] as const,
    [`${bits} bits, a label each`, manyIntervals(Math.ceil(2 ** bits / 8), each, bits)] as const,
  ]),
  ["every value", narrowMap([[0, 65535, 7]], 9, 16)],
  ["every value, labels", narrowMap([[0, 9, 7], [10, 65535, 8]], 9, 16)], // prettier-ignore
  ["labels of four bytes", manyIntervals(1000, large, 16)],
  ["labels about otherwise", narrowMap([[0, 9, 99], [11, 65535, 101]], 100, 16)], // prettier-ignore
  ["far labels and otherwise 0", narrowMap([[0, 9, 0xffffffff], [11, 65535, 1]], 0, 16)], // prettier-ignore
  ["all 65,536 values", exactMap(differentValues(65_536, 16), each, 0xffffffff, 16)],
];

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("direct table"), () => {
  test.each(CASES)("%s", async (_, map) => {
    expect(await differences(direct, map)).toEqual([]);
  });
});
