/** Sets of integers as intervals, against the naive way on a small domain. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  commonValues,
  complement,
  flatten,
  hasAll,
  intersect,
  joinFlat,
  lowest,
  normalise,
  otherValues,
  prefixLength,
  type Values,
} from "../../../src/ir/index.js";
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
});

/** Both forms of the same values. */
const forms = (set: readonly Interval[]): readonly Values[] => [normalise(set), flatten(normalise(set))];
const unflattened = (values: Values): readonly Interval[] =>
  "firsts" in values
    ? Array.from(values.firsts, (first, i) => ({ first: BigInt(first), last: BigInt(values.lasts[i]!) }))
    : values;

describe("in either form", () => {
  test("hasAll", () => {
    fc.assert(
      fc.property(intervals, intervals, (outer, inner) => {
        const inOuter = new Set(members(outer));
        const expected = members(inner).every((v) => inOuter.has(v));
        for (const a of forms(outer)) for (const b of forms(inner)) expect(hasAll(a, b)).toBe(expected);
      }),
    );
  });

  test("commonValues", () => {
    fc.assert(
      fc.property(intervals, intervals, (one, other) => {
        const expected = intersect(normalise(one), normalise(other));
        for (const a of forms(one))
          for (const b of forms(other)) expect(unflattened(commonValues(a, b))).toEqual(expected);
      }),
    );
  });

  test("otherValues, and the lowest of them", () => {
    fc.assert(
      fc.property(intervals, (set) => {
        const expected = complement(normalise(set), MAX);
        for (const form of forms(set)) {
          const others = otherValues(form, MAX);
          expect(unflattened(others)).toEqual(expected);
          expect(lowest(others)).toBe(expected[0]?.first);
        }
      }),
    );
  });
});

describe("joinFlat", () => {
  const join = (set: readonly Interval[]) => joinFlat(flatten(set).firsts, flatten(set).lasts);
  /** By comparing every two: the copies of an interval, and what lies in a larger one. */
  const redundant = (set: readonly Interval[]) => {
    const texts = new Set(set.map(({ first, last }) => `${first}-${last}`));
    const lies = (a: Interval, b: Interval) =>
      b.first <= a.first && a.last <= b.last && (a.first !== b.first || a.last !== b.last);
    const distinct = [...texts].map((text) => {
      const [first, last] = text.split("-").map(BigInt) as [bigint, bigint];
      return { first, last };
    });
    return {
      duplicates: set.length - distinct.length,
      nested: distinct.filter((a) => distinct.some((b) => lies(a, b))).length,
    };
  };

  test("comes to what normalise does, and counts what was too much", () => {
    fc.assert(
      fc.property(intervals, (set) => {
        const { duplicates, nested, ...joined } = join(set);
        expect(unflattened(joined)).toEqual(normalise(set));
        // An interval that several others cover together lies in none of them.
        const most = redundant(set);
        expect(duplicates).toBe(most.duplicates);
        expect(nested).toBeGreaterThanOrEqual(most.nested);
      }),
    );
  });

  test("prefixes are duplicates of one another, or one lies in the other, or neither", () => {
    const prefix = fc
      .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 0, max: 6 }))
      .map(([at, bits]) => {
        const first = BigInt((at >> bits) << bits);
        return { first, last: first + (1n << BigInt(bits)) - 1n };
      });
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), (set) => {
        const { duplicates, nested } = join(set);
        expect({ duplicates, nested }).toEqual(redundant(set));
      }),
    );
  });

  test("both ends of 32 bits", () => {
    const max = 0xffffffffn;
    const set = [
      { first: max, last: max },
      { first: 0n, last: 0n },
      { first: 1n, last: max - 1n },
    ];
    expect(unflattened(join(set))).toEqual([{ first: 0n, last: max }]);
    expect(unflattened(otherValues(join(set.slice(0, 2)), max))).toEqual([{ first: 1n, last: max - 1n }]);
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
