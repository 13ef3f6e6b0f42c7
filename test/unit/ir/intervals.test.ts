/** Sets of integers as intervals, against the naive way on a small domain. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complement, includes, intersect, normalise, prefixLength } from "../../../src/ir/index.js";
import type { Interval } from "../../../src/packet/index.js";

const MAX = 63n;
const intervals = fc.array(
  fc
    .tuple(fc.bigInt(0n, MAX), fc.bigInt(0n, MAX))
    .map(([a, b]): Interval => (a < b ? { first: a, last: b } : { first: b, last: a })),
  { maxLength: 6 },
);
const domain = [...Array(Number(MAX) + 1).keys()].map(BigInt);
const members = (set: readonly Interval[]) =>
  domain.filter((v) => set.some(({ first, last }) => first <= v && v <= last));

describe("like the naive way", () => {
  test("normalise keeps the members, sorts, and leaves gaps between", () => {
    fc.assert(
      fc.property(intervals, (set) => {
        const normal = normalise(set);
        expect(members(normal)).toEqual(members(set));
        for (const [i, { first }] of normal.entries())
          if (i > 0) expect(first).toBeGreaterThan(normal[i - 1]!.last + 1n);
      }),
    );
  });

  test("complement", () => {
    fc.assert(
      fc.property(intervals, (set) => {
        const inside = new Set(members(set));
        expect(members(complement(normalise(set), MAX))).toEqual(domain.filter((v) => !inside.has(v)));
      }),
    );
  });

  test("intersect", () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const inB = new Set(members(b));
        expect(members(intersect(normalise(a), normalise(b)))).toEqual(members(a).filter((v) => inB.has(v)));
      }),
    );
  });

  test("includes", () => {
    fc.assert(
      fc.property(intervals, intervals, (outer, inner) => {
        const inOuter = new Set(members(outer));
        expect(includes(normalise(outer), normalise(inner))).toBe(
          members(inner).every((v) => inOuter.has(v)),
        );
      }),
    );
  });
});

test("prefixLength", () => {
  expect(prefixLength({ first: 0n, last: 0xffffffffn }, 32)).toBe(0);
  expect(prefixLength({ first: 0x0a000000n, last: 0x0affffffn }, 32)).toBe(8);
  expect(prefixLength({ first: 7n, last: 7n }, 32)).toBe(32);
  expect(prefixLength({ first: 1n, last: 2n }, 32)).toBeUndefined();
  expect(prefixLength({ first: 0n, last: 2n }, 32)).toBeUndefined();
  expect(prefixLength({ first: 0n, last: (1n << 128n) - 1n }, 128)).toBe(0);
});
