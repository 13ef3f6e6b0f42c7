import { describe, expect, test } from "vitest";
import { countExact, exactValues } from "../../../src/codegen/5-plan/exact-values.js";
import { exactMap, wideMap } from "../../support/exact-maps.js";
import { narrowMap } from "../../support/value-maps.js";

describe("exact values", () => {
  test("of single values are the map's own", () => {
    const map = exactMap([5, 0, 0xffffffff], (i) => i);
    const values = exactValues(map);
    expect(values).toEqual({
      width: 1,
      words: Uint32Array.of(0, 5, 0xffffffff),
      labels: Uint32Array.of(0, 1, 2),
    });
    expect(values.words).toBe(map.firsts);
  });

  test("of neighbours are all of them, with their label", () => {
    const map = narrowMap([[3, 5, 1], [6, 6, 2], [0xfffffffe, 0xffffffff, 3]]); // prettier-ignore
    expect(exactValues(map)).toEqual({
      width: 1,
      words: Uint32Array.of(3, 4, 5, 6, 0xfffffffe, 0xffffffff),
      labels: Uint32Array.of(1, 1, 1, 2, 3, 3),
    });
  });

  test("of wide maps are words, the least significant first", () => {
    const mac = wideMap(48, [[0xaabb_ccddeeffn, 0xaabb_ccddef00n]], () => 4);
    expect(exactValues(mac)).toEqual({
      width: 2,
      words: Uint32Array.of(0xccddeeff, 0xaabb, 0xccddef00, 0xaabb),
      labels: Uint32Array.of(4, 4),
    });
    const address = 0x20010db8_00000001_00000002_00000003n;
    const ipv6 = wideMap(128, [[address, address]], () => 4);
    expect(exactValues(ipv6).words).toEqual(Uint32Array.of(3, 2, 1, 0x20010db8));
  });

  test("are counted up to two an interval", () => {
    expect(countExact(narrowMap([[1, 3, 7], [9, 9, 7]]))).toBe(4); // prettier-ignore
    expect(countExact(narrowMap([[1, 4, 7], [9, 9, 7]]))).toBeUndefined(); // prettier-ignore
    expect(countExact(narrowMap([[0, 0xffffffff, 7]]))).toBeUndefined();
    expect(countExact(wideMap(128, [[0n, 1n]], () => 4))).toBe(2);
    expect(countExact(wideMap(128, [[0n, 2n ** 128n - 1n]], () => 4))).toBeUndefined();
  });
});
