import { describe, expect, test } from "vitest";
import { estimateVectors, planVectors, vectorise } from "../../../../src/codegen/5-plan/bit-vectors/index.js";
import type { Box } from "../../../../src/codegen/5-plan/classifiers/index.js";
import { tableBytes } from "../../../../src/codegen/table.js";
import { SECTION_BYTES } from "../../../../src/codegen/table.js";
import { aclBoxes, interval } from "../../../support/acl-boxes.js";
import { createClassLookups } from "../../../support/classifier-program.js";

const box = (field: "ipv4Ttl" | "ipv6HopLimit" | "dport", slot: number): Box => ({
  label: slot * 8,
  presence: [],
  fields: new Map([[field, interval(slot % 200, slot % 200)]]),
});
const labelsOf = (boxes: readonly Box[]) => boxes.map(({ label }) => label);

describe("vectorise", () => {
  test("takes every rule, in the order of their labels, in lists of what a section has room for", () => {
    const boxes = aclBoxes(20_000, 1).toReversed();
    const { lists, rest } = vectorise(boxes);
    expect(rest).toEqual([]);
    expect(lists.map((list) => list.boxes.length)).toEqual([10_000, 10_000]);
    expect(lists.flatMap((list) => labelsOf(list.boxes))).toEqual(labelsOf(boxes.toReversed()));
    for (const { rows } of lists.flatMap(({ classes }) => classes))
      expect(rows.elements.byteLength).toBeLessThanOrEqual(SECTION_BYTES);
  });

  test("is one list for few rules, and one of each family for many", () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        box((["ipv4Ttl", "ipv6HopLimit", "dport"] as const)[i % 3]!, i),
      );
    const guards = (count: number) =>
      vectorise(of(count)).lists.map(({ guard, boxes }) => [guard, boxes.length]);
    expect(guards(512)).toEqual([[[], 512]]);
    expect(guards(513)).toEqual([
      [["ipv4"], 171],
      [["ipv6"], 171],
      [[], 171],
    ]);
  });

  test("leaves rules that ask for nothing", () => {
    const nothing: Box = { label: 8, presence: [], fields: new Map() };
    expect(vectorise([nothing])).toEqual({ lists: [], rest: [nothing] });
  });

  test("is the same for the same rules, and the estimate's memory is that of all tables", () => {
    const made = () => {
      const collected = createClassLookups();
      const [list] = vectorise(aclBoxes(700, 1)).lists;
      const { memory } = estimateVectors(list!, collected.lookups);
      const { tables, vectors } = planVectors(list!, "vectors_0", collected.lookups);
      return { vectors, memory, tables: [...tables, ...collected.tables] };
    };
    const [first, second] = [made(), made()];
    expect(first).toEqual(second);
    const bytes = first.tables.reduce((sum, table) => sum + tableBytes(table), 0);
    // What a trie takes is estimated from above.
    expect(first.memory).toBeGreaterThanOrEqual(bytes * 0.9);
    expect(first.memory).toBeLessThan(bytes * 1.5);
  });
});
