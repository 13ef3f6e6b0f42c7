import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flatten, type LabelledValues } from "../../../../src/codegen/5-plan/flatten.js";
import type { ValueMap } from "../../../../src/codegen/5-plan/value-map.js";
import { normalise } from "../../../../src/ir/index.js";
import type { Interval } from "../../../../src/packet/index.js";

const NOTHING = 0xffffffff;

/** Values of a field of `bits` bits near its ends and in its middle, where intervals meet often. */
const value = (bits: number) => {
  const max = (1n << BigInt(bits)) - 1n;
  return fc
    .tuple(fc.constantFrom(0n, max >> 1n, max - 40n), fc.bigInt({ min: 0n, max: 40n }))
    .map(([base, offset]) => base + offset);
};
const intervals = (bits: number) =>
  fc
    .array(fc.tuple(value(bits), value(bits)), { minLength: 1, maxLength: 6 })
    .map((pairs) =>
      normalise(pairs.map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a }))),
    );

const narrow = (list: readonly Interval[], label: number): LabelledValues => ({
  label,
  values: {
    kind: "narrow",
    firsts: Uint32Array.from(list, ({ first }) => Number(first)),
    lasts: Uint32Array.from(list, ({ last }) => Number(last)),
  },
});
const wide = (list: readonly Interval[], label: number): LabelledValues => ({
  label,
  values: { kind: "wide", intervals: list },
});

/** The intervals of a map, as bigints. */
function entriesOf(map: ValueMap) {
  if (map.kind === "wide") return map.entries;
  return Array.from(map.firsts, (first, i) => ({
    first: BigInt(first),
    last: BigInt(map.lasts[i]!),
    label: map.labels[i]!,
  }));
}

describe.each([
  { field: "ipv4Src", bits: 32, make: narrow },
  { field: "ipv6Src", bits: 128, make: wide },
] as const)("a map of $field", ({ field, bits, make }) => {
  test("gives every value the least label of those that have it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat({ max: 50 }), intervals(bits)), {
          maxLength: 6,
          selector: ([label]) => label,
        }),
        fc.array(value(bits), { minLength: 1, maxLength: 60 }),
        (lists, probes) => {
          const map = flatten(
            field,
            lists.map(([label, list]) => make(list, label)),
            NOTHING,
          );
          const entries = entriesOf(map);
          const ends = lists.flatMap(([, list]) => list.flatMap(({ first, last }) => [first, last]));
          for (const probe of [...probes, ...ends]) {
            const labels = lists
              .filter(([, list]) => list.some(({ first, last }) => first <= probe && probe <= last))
              .map(([label]) => label);
            const found = entries.filter(({ first, last }) => first <= probe && probe <= last);
            expect(found.length).toBeLessThanOrEqual(1);
            expect(found[0]?.label).toBe(labels.length === 0 ? undefined : Math.min(...labels));
          }
        },
      ),
    );
  });

  test("is sorted, disjoint, and joins neighbours of one label", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), intervals(bits)), { maxLength: 6 }), (lists) => {
        const entries = entriesOf(
          flatten(
            field,
            lists.map(([label, list]) => make(list, label)),
            NOTHING,
          ),
        );
        for (const [i, entry] of entries.entries()) {
          expect(entry.first <= entry.last).toBe(true);
          const previous = entries[i - 1];
          if (previous === undefined) continue;
          expect(previous.last < entry.first).toBe(true);
          if (previous.last + 1n === entry.first) expect(previous.label).not.toBe(entry.label);
        }
      }),
    );
  });
});
