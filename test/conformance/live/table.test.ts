/** Live sets that are written from user space: what it puts in packets find, and what packets put in it finds. */
import { expect, test } from "vitest";
import {
  hasPrefixes,
  LIVE_TYPES,
  liveBits,
  maxOf,
  recordsOf,
  type FieldName,
  type LiveElement,
  type LiveSetType,
} from "../../../src/packet/index.js";
import { decode } from "../../../src/testing/index.js";
import { fieldSamples, hostileFrames } from "../../../src/testing/samples.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { disagreements, inSet, liveProgram, withLiveProgram } from "./live-program.js";

const CONTEXT = { ingressIfindex: 1, rxQueue: 0, now: 10n ** 12n };

const TYPES: readonly (readonly [LiveSetType, readonly FieldName[]])[] = [
  [["ipv4"], ["ipv4Src"]],
  [["ipv6"], ["ipv6Dst"]],
  [["mac"], ["etherSrc"]],
  [["port"], ["dport"]],
  [
    ["ipv4", "tcp-port"],
    ["ipv4Src", "tcpDport"],
  ],
  [
    ["ipv6", "udp-port"],
    ["ipv6Src", "udpDport"],
  ],
];

const samples = [
  ...hostileFrames(),
  ...TYPES.flatMap(([, fields]) => fields.flatMap((field) => fieldSamples(field))),
].filter(({ context }) => context === undefined);

/** Two of three values that frames have; of addresses some as prefixes of them. */
function elementsOf(type: LiveSetType, fields: readonly FieldName[]): readonly LiveElement[] {
  const found = new Map<string, readonly bigint[]>();
  for (const { frame } of samples) {
    const packet = decode(frame);
    const values = fields.flatMap((field) => packet.fields.get(field) ?? []);
    if (values.length === fields.length) found.set(values.join(), values);
  }
  expect(found.size).toBeGreaterThan(10);
  const bits = liveBits(type);
  return [...found.values()].flatMap((values, i) => {
    if (i % 3 === 2) return [];
    const length = hasPrefixes(type) && i % 4 === 0 ? 1 + ((i * 7) % LIVE_TYPES[type[0]].bits) : bits;
    const kept = hasPrefixes(type) ? maxOf(bits) ^ maxOf(bits - length) : maxOf(bits);
    return [{ values: values.map((value) => value & kept), length }];
  });
}

const filled = TYPES.map(([type, fields]) => ({ type, fields, elements: elementsOf(type, fields) }));

// With less than 4,096 elements all lengths of prefixes are in the header, with more they are in rows.
test.skipIf(missingPrivilege() !== undefined).each([{ capacity: 2000 }, { capacity: 50_000 }])(
  kernelTitle("what is added, replaced and taken out of sets of $capacity is what packets find"),
  async ({ capacity }) => {
    const start = filled.map(({ type, elements }, i) => ({ name: `set${i}`, type, capacity, elements }));
    const program = liveProgram(
      start,
      filled.map(({ fields }, i) => ({ statement: "monitor" as const, live: [inSet(`set${i}`, fields)] })),
    );
    await withLiveProgram(program, {}, (judges, openSet) => {
      const frames = samples.map(({ frame, label }) => ({ frame, label, context: CONTEXT }));
      const counted = () => frames.map(({ frame }) => judges.kernel(frame, CONTEXT).counted);
      for (const { name, type, elements } of start) {
        const set = openSet(name);
        const records = recordsOf(elements, type);
        expect(set.replace(recordsOf([], type), undefined)).toBe("replaced");
        for (let nth = 0; nth < records.length; nth++)
          expect(set.add(records, nth, undefined)).not.toBe("full");
        set.close();
      }
      expect(disagreements(judges, frames)).toEqual([]);
      expect(new Set(counted().flat()).size).toBe(filled.length);
      for (const { name, type, elements } of start) {
        const set = openSet(name);
        const records = recordsOf(elements, type);
        for (let nth = 0; nth < records.length; nth++) set.delete(records, nth);
        expect(set.count()).toBe(0);
        set.close();
      }
      expect(counted().flat()).toEqual([]);
      for (const { name, type, elements } of start) {
        const set = openSet(name);
        expect(set.replace(recordsOf(elements, type), undefined)).toBe("replaced");
        set.close();
      }
      expect(disagreements(judges, frames)).toEqual([]);
    });
  },
  120_000,
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("what packets ban is listed, of every type that bans have"),
  async () => {
    const bans = filled.filter(({ type }) => type.length === 1);
    const sets = bans.map(({ type }, i) => ({ name: `set${i}`, type, capacity: 5000 }));
    const program = liveProgram(
      sets,
      bans.map(({ type, fields }, i) => ({
        matches: [],
        live: [inSet(`set${i}`, fields, true)],
        action: "drop" as const,
        ban: {
          set: `set${i}`,
          key: fields.map((field) => ({ field, length: liveBits(type) })),
          milliseconds: undefined,
          span: { file: "rules/live.ts", line: 1, column: 1 },
        },
      })),
    );
    await withLiveProgram(program, {}, ({ kernel }, openSet) => {
      const expected = new Map(sets.map(({ name }) => [name, new Set<string>()]));
      for (const { frame } of samples) {
        const decided = kernel(frame, CONTEXT).rule;
        const nth = program.rules.findIndex(({ name }) => name === decided);
        if (nth < 0) continue;
        const packet = decode(frame);
        expected.get(`set${nth}`)!.add(bans[nth]!.fields.map((field) => packet.fields.get(field)).join());
      }
      for (const { name } of sets) {
        const set = openSet(name);
        const listed = [...set.entries()].map(({ element }) => element.values.join()).sort();
        set.close();
        expect(listed).toEqual([...expected.get(name)!].sort());
      }
      expect([...expected.values()].every(({ size }) => size > 0)).toBe(true);
    });
  },
  60_000,
);
