import { describe, expect, test } from "vitest";
import { ipv6FlipPoints } from "../../../../src/codegen/5-plan/strategies/ipv6-flip-points.js";
import { layOut } from "../../../../src/codegen/5-plan/strategies/block-layout.js";
import { blockFilter } from "../../../../src/codegen/5-plan/strategies/block-filter.js";
import { blocksOf } from "../../../../src/codegen/5-plan/strategies/blocks.js";
import { wideSegmentsOf } from "../../../../src/codegen/5-plan/strategies/wide-segments.js";
import type { WideMap } from "../../../../src/codegen/5-plan/value-map.js";
import { countNotAbove, slotOf } from "../../../support/built-lookup.js";
import { macCases, macMap, macProbes } from "../../../support/mac-maps.js";
import {
  flattened,
  randomPrefixes,
  searchWide,
  wideCases,
  wideMap,
  wideProbes,
} from "../../../support/wide-maps.js";

const MIXED = 0xfefefefe;

/** Looks values up in the parts that the strategy puts together, as its C does. */
function lookupIn(map: WideMap): (value: bigint) => number {
  const segments = wideSegmentsOf(map);
  const blocks = blocksOf(segments, map.otherwise);
  const filter = blockFilter(blocks);
  const single = blocks.single.length > 0 ? blocks.single : Uint32Array.of(0);
  const layout = layOut(segments, single, map.otherwise, MIXED);
  const { lows, lowFirsts, middles, labels, slots, segmentCount } = layout;
  const inPieces = (at: (i: number) => number | bigint, first: number, end: number, value: number | bigint) =>
    first + countNotAbove(at, first, end - first, value);
  return (given) => {
    // Values of fewer bits are the upper ones of 128.
    const value = given << BigInt(128 - map.bits);
    const top = Number(value >> 96n);
    if (filter !== undefined) {
      const place = Math.imul(top >>> filter.shift, filter.multiplier) >>> filter.placeShift;
      if (((filter.words[place >>> 5]! >>> (place & 31)) & 1) === 0) return map.otherwise;
    }
    const slot = slotOf(top, layout.hash, (bucket) => layout.pilots[bucket]!);
    if (Number(slots[slot]! >> 32n) !== top)
      return blocks.runs.find(({ first, last }) => first <= top && top <= last)?.label ?? map.otherwise;
    const before = (i: number) => Number(slots[i]! & 0xffffffffn);
    const middle = Number((value >> 64n) & 0xffffffffn);
    const segment = slot + inPieces((i) => middles[i]!, before(slot), before(slot + 1), middle);
    if (labels[segment] !== MIXED) return labels[segment]!;
    const low = value & (2n ** 64n - 1n);
    return labels[
      segmentCount - 1 + inPieces((i) => lows[i]!, lowFirsts[segment]!, lowFirsts[segment + 1]!, low)
    ]!;
  };
}

/** Linear searches of this test take too long in those with one long piece; the kernel tries them. */
const isShort = ({ title }: { readonly title: string }) => !/,000 |_000 |100000 /.test(title);
const cases = wideCases().filter(isShort);

describe("ipv6-flip-points", () => {
  test.each(cases)("$title", ({ map }) => {
    const labelOf = lookupIn(map);
    for (const value of wideProbes(map))
      if (labelOf(value) !== searchWide(map, value)) expect.fail(value.toString(16));
  });

  test.each(macCases().filter(isShort))("MAC addresses: $title", ({ map }) => {
    const labelOf = lookupIn(map);
    for (const value of macProbes(map))
      if (labelOf(value) !== searchWide(map, value)) expect.fail(value.toString(16));
  });

  test("the same map gives the same bytes", () => {
    const map = wideMap(flattened(randomPrefixes(1000, [20, 32, 48, 64, 128]), (i) => i));
    expect(ipv6FlipPoints.build(map, "lookup")).toEqual(ipv6FlipPoints.build(map, "lookup"));
  });

  test("with one label the tables hold no labels", () => {
    const tables = (label: number) =>
      ipv6FlipPoints.build(
        wideMap(flattened(randomPrefixes(500, [20, 32, 48, 64, 128]), () => label)),
        "lookup",
      ).tables;
    expect(tables(1)).toEqual(tables(77));
  });

  test("short rows of blocks are looked up block by block, long ones are not", () => {
    const blocksFor = (...lengths: number[]) =>
      blocksOf(wideSegmentsOf(wideMap(flattened(randomPrefixes(3, lengths), () => 1))), 0xffffffff);
    expect(blocksFor(32).single).toHaveLength(3);
    expect(blocksFor(32).runs).toHaveLength(0);
    expect(blocksFor(20).single).toHaveLength(0);
    expect(blocksFor(20).runs).toHaveLength(3);
  });

  test("a filter of next to everything is none", () => {
    const whole = wideMap([{ first: 0n, last: 2n ** 128n - 1n, label: 1 }]);
    expect(blockFilter(blocksOf(wideSegmentsOf(whole), whole.otherwise))).toBeUndefined();
  });

  test("any wide map is for it; MAC addresses have no flips of the lower 64 bits", () => {
    const map = macMap([{ first: 1n, last: 20n, label: 1 }]);
    expect(ipv6FlipPoints.estimate(map)).toBeDefined();
    expect(ipv6FlipPoints.build(map, "lookup").constants["lows"]).toEqual([]);
  });
});
