/** Live sets in memory, against a map that does the same. */
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { LIVE_HEADER } from "../../../src/manifest/index.js";
import { bucketWord, deadlineHalf, liveMemory, tagWord } from "../../../src/kernel/live-table/memory.js";
import { liveShape } from "../../../src/kernel/live-table/shape.js";
import { liveTable } from "../../../src/kernel/live-table/table.js";
import { recordsOf, type LiveElement, type LiveSetType } from "../../../src/packet/index.js";

function tableOf(type: LiveSetType, capacity: number) {
  const shape = liveShape({ type, capacity });
  const memory = liveMemory(new ArrayBuffer(shape.values * shape.valueBytes), shape);
  const table = liveTable(memory, undefined, () => {});
  const one = (element: LiveElement) => recordsOf([element], type);
  return {
    ...table,
    add: (element: LiveElement, milliseconds?: number) => table.add(one(element), 0, milliseconds),
    delete: (element: LiveElement) => table.delete(one(element), 0),
    has: (element: LiveElement) => table.has(one(element), 0),
    replace: (elements: readonly LiveElement[], milliseconds?: number) =>
      table.replace(recordsOf(elements, type), milliseconds),
  };
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
            expect(table.replace(all)).toBe("replaced");
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

test.each([
  [8, 2000],
  [600, 500],
  [20_000, 20],
])("%i elements find room, whatever the seed", (capacity, seeds) => {
  const shape = liveShape({ type: ["ipv4"], capacity });
  const memory = liveMemory(new ArrayBuffer(shape.values * shape.valueBytes), shape);
  const table = liveTable(memory, undefined, () => {});
  const neighbours = Array.from({ length: capacity }, (_, n) => ({ values: [BigInt(n)], length: 32 }));
  const records = recordsOf(neighbours, ["ipv4"]);
  for (let seed = 1; seed <= seeds; seed++) {
    memory.halves[LIVE_HEADER.seed / 4] = Math.imul(seed, 0x9e37_79b1);
    if (table.replace(records, undefined) === "full") expect.fail(`no room with seed ${seed}`);
  }
  expect(table.count()).toBe(capacity);
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

test("what ended a moment ago is there, and is taken out, as long as packets may find it", () => {
  const clock = vi.spyOn(process, "hrtime");
  const at = (seconds: number) => clock.mockReturnValue([seconds, 0]);
  at(1000);
  const table = tableOf(["port"], 8);
  const element = { values: [53n], length: 16 };
  table.add(element, 10_000);
  // Its last tick ends at 1010.0555 s.
  at(1010.06);
  expect([table.has(element), table.count(), [...table.entries()][0]?.remaining]).toEqual([true, 1, 0]);
  expect([table.delete(element), table.delete(element), table.has(element)]).toEqual([true, false, false]);
  table.add(element, 10_000);
  at(1021);
  expect([table.has(element), table.delete(element)]).toEqual([false, false]);
  clock.mockRestore();
});

test("elements go over with their times, into a table of another capacity", () => {
  const from = tableOf(["ipv6"], 20);
  const to = tableOf(["ipv6"], 9000);
  const of = TYPES["ipv6"]!.of;
  for (let n = 0; n < 20; n++) from.add(of(n), n % 2 === 0 ? undefined : 60_000 * n);
  expect(to.replaceEntries(from.entries())).toBe("replaced");
  const times = new Map([...to.entries()].map(({ element, remaining }) => [keyOf(element), remaining]));
  expect(times.size).toBe(20);
  for (let n = 0; n < 20; n++) {
    const remaining = times.get(keyOf(of(n)));
    if (n % 2 === 0) expect(remaining).toBeUndefined();
    else expect(Math.abs(remaining! - 60_000 * n)).toBeLessThan(1000);
  }
});

test("an element that ends may be followed by one that lies behind it", async () => {
  // One bucket of 7: what does not fit into it lies in the next, and is found as long as it lasts.
  const table = tableOf(["port"], 30);
  const port = (n: number): LiveElement => ({ values: [BigInt(n)], length: 16 });
  for (let n = 0; n < 30; n++) expect(table.add(port(n), n < 15 ? 100 : undefined)).toBe("added");
  await new Promise((resolve) => setTimeout(resolve, 250));
  for (let n = 0; n < 30; n++) expect(table.has(port(n))).toBe(n >= 15);
  for (let n = 30; n < 45; n++) expect(table.add(port(n))).toBe("added");
  for (let n = 15; n < 45; n++) expect(table.has(port(n))).toBe(true);
  expect(table.count()).toBe(30);
});

test("more than fit are not put in the place of others", () => {
  const table = tableOf(["port"], 10);
  table.add({ values: [1n], length: 16 }, undefined);
  const many = Array.from({ length: 11 }, (_, i) => ({ values: [BigInt(100 + i)], length: 16 }));
  expect(table.replace(many)).toBe("full");
  expect([...table.entries()].map(({ element }) => element.values)).toEqual([[1n]]);
});

test("an element that gets more time while all are listed is listed", async () => {
  const shape = liveShape({ type: ["port"], capacity: 4 });
  const shared = new SharedArrayBuffer(shape.values * shape.valueBytes);
  const memory = liveMemory(shared as unknown as ArrayBuffer, shape);
  const table = liveTable(memory, undefined, () => {});
  table.add(recordsOf([{ values: [53n], length: 16 }], ["port"]), 0, 3_600_000);
  const renewals = new Int32Array(new SharedArrayBuffer(4));
  const at = deadlineHalf(tagWord(bucketWord(memory, 0, 0), 0));
  const renewer = new Worker(RENEWER, { eval: true, workerData: { shared, at, renewals } });
  const ended = new Promise((resolve) => renewer.once("exit", resolve));
  let missed = 0;
  while (Atomics.load(renewals, 0) < RENEWALS) if ([...table.entries()].length !== 1) missed++;
  await ended;
  expect(missed).toBe(0);
});

const RENEWALS = 20_000_000;

/** Gives the element another deadline, again and again, as packets do. */
const RENEWER = `
  const { shared, at, renewals } = require("node:worker_threads").workerData;
  const halves = new Uint32Array(shared);
  const first = halves[at];
  for (let n = 0; n < ${RENEWALS}; n++) {
    Atomics.store(halves, at, first + (n & 1));
    Atomics.add(renewals, 0, 1);
  }`;
