/** Live sets in memory, against a map that does the same. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liveMemory } from "../../../src/kernel/live-table/memory.js";
import { liveShape } from "../../../src/kernel/live-table/shape.js";
import { liveTable } from "../../../src/kernel/live-table/table.js";
import type { LiveElement, LiveSetType } from "../../../src/packet/index.js";

function tableOf(type: LiveSetType, capacity: number) {
  const shape = liveShape({ type, capacity });
  const memory = liveMemory(new ArrayBuffer(shape.values * shape.valueBytes), shape);
  return liveTable(memory, undefined, () => {});
}

const TYPES: Readonly<Record<string, { type: LiveSetType; of: (n: number) => LiveElement }>> = {
  ipv4: { type: ["ipv4"], of: (n) => ({ values: [BigInt(n) << 8n], length: n % 2 === 0 ? 32 : 24 }) },
  ipv6: {
    type: ["ipv6"],
    of: (n) => ({ values: [(0x2001n << 112n) | (BigInt(n) << 64n)], length: n % 3 === 0 ? 64 : 128 }),
  },
  mac: { type: ["mac"], of: (n) => ({ values: [(0x02n << 40n) | BigInt(n)], length: 48 }) },
  port: { type: ["port"], of: (n) => ({ values: [BigInt(n)], length: 16 }) },
  "ipv4 and port": {
    type: ["ipv4", "tcp-port"],
    of: (n) => ({ values: [BigInt(n % 7), BigInt(n)], length: 48 }),
  },
  "ipv6 and port": {
    type: ["ipv6", "udp-port"],
    of: (n) => ({ values: [BigInt(n % 7) << 64n, BigInt(n)], length: 144 }),
  },
};

const keyOf = ({ values, length }: LiveElement) => `${values.join()}/${length}`;

/** What may be done, and with which element. */
const command = fc.record({
  what: fc.constantFrom("add", "add", "add", "short", "delete", "replace", "flush"),
  n: fc.nat(60),
});

describe.each(Object.entries(TYPES))("a set of %s", (_, { type, of }) => {
  test("does what a map does, whatever is done to it", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), fc.constantFrom(20, 4096), (commands, capacity) => {
        const table = tableOf(type, capacity);
        const model = new Map<string, LiveElement>();
        for (const { what, n } of commands) {
          const element = of(n);
          const key = keyOf(element);
          if (what === "add" || what === "short") {
            const result = table.add(element, what === "add" ? undefined : 3_600_000);
            const expected = model.has(key) ? "renewed" : model.size < capacity ? "added" : "full";
            expect(result).toBe(expected);
            if (result !== "full") model.set(key, element);
          } else if (what === "delete") expect(table.delete(element)).toBe(model.delete(key));
          else {
            const all = what === "flush" ? [] : Array.from({ length: n % 15 }, (_, i) => of(i));
            expect(table.replace(all.map((one) => ({ element: one, remaining: undefined })))).toBe(
              "replaced",
            );
            model.clear();
            for (const one of all) model.set(keyOf(one), one);
          }
        }
        const entries = [...table.entries()].map(({ element }) => keyOf(element)).sort();
        expect(entries).toEqual([...model.keys()].sort());
        expect(table.count()).toBe(model.size);
        for (let n = 0; n <= 60; n++) expect(table.has(of(n))).toBe(model.has(keyOf(of(n))));
      }),
      { numRuns: 60 },
    );
  });

  test("has room for as many as it says, and says when it is full", () => {
    const capacity = 5000;
    const table = tableOf(type, capacity);
    for (let n = 0; n < capacity; n++) expect(table.add(of(n), undefined)).toBe("added");
    expect(table.add(of(capacity), undefined)).toBe("full");
    expect([...table.entries()]).toHaveLength(capacity);
    for (let n = 0; n < capacity; n++) if (!table.has(of(n))) expect.fail(`${n} is lost`);
    expect(table.delete(of(17))).toBe(true);
    expect(table.add(of(capacity), undefined)).toBe("added");
  });
});

test("elements end by themselves, and give their places back", async () => {
  const table = tableOf(["ipv4"], 8);
  const of = TYPES["ipv4"]!.of;
  for (let n = 0; n < 8; n++) table.add(of(n), 200);
  expect(table.add(of(8), undefined)).toBe("full");
  expect(table.count()).toBe(8);
  expect([...table.entries()].every(({ remaining }) => remaining! > 0 && remaining! <= 270)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([table.count(), table.has(of(0))]).toEqual([0, false]);
  expect(table.add(of(8), undefined)).toBe("added");
  expect([...table.entries()].map(({ element }) => element)).toEqual([of(8)]);
});

test("a prefix covers what lies in it, and nothing else", () => {
  const table = tableOf(["ipv4"], 5000);
  table.add({ values: [0x0a000000n], length: 8 }, undefined);
  table.add({ values: [0xc0000200n], length: 24 }, undefined);
  const covers = (value: bigint) => table.covers({ values: [value], length: 32 });
  expect([0x0affffffn, 0x0b000000n, 0xc00002ffn, 0xc0000300n].map(covers)).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(table.has({ values: [0x0a000001n], length: 32 })).toBe(false);
});

test("more than fit are not put in the place of others", () => {
  const table = tableOf(["port"], 10);
  table.add({ values: [1n], length: 16 }, undefined);
  const many = Array.from({ length: 11 }, (_, i) => ({
    element: { values: [BigInt(100 + i)], length: 16 },
    remaining: undefined,
  }));
  expect(table.replace(many)).toBe("full");
  expect([...table.entries()].map(({ element }) => element.values)).toEqual([[1n]]);
});
