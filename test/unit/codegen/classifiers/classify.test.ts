import { describe, expect, test } from "vitest";
import { cellHash } from "../../../../src/codegen/5-plan/classifiers/cell-hash.js";
import { classify, planClassifiers, type Box } from "../../../../src/codegen/5-plan/classifiers/index.js";
import { tableBytes } from "../../../../src/codegen/table.js";
import { aclBoxes, interval } from "../../../support/acl-boxes.js";
import { createClassLookups } from "../../../support/classifier-program.js";

const planned = (boxes: readonly Box[]) => {
  const collected = createClassLookups();
  const classification = classify(boxes, "rules", collected.lookups);
  return { classification, collected, ...planClassifiers(classification, collected.lookups) };
};

describe("classify", () => {
  test("is the same for the same rules", () => {
    const [first, second] = [planned(aclBoxes(300, 1)), planned(aclBoxes(300, 1))];
    expect(first.classifiers).toEqual(second.classifiers);
    const bytes = ({ tables, collected }: typeof first) =>
      [...tables, ...collected.tables].map(({ symbol, elements }) => [
        symbol,
        Buffer.from(elements.buffer).toString("base64"),
      ]);
    expect(bytes(first)).toEqual(bytes(second));
  });

  test("the estimate's memory is that of all tables", () => {
    const { classification, collected, tables } = planned(aclBoxes(300, 1));
    const bytes = [...tables, ...collected.tables].reduce((sum, table) => sum + tableBytes(table), 0);
    // What a trie takes is estimated from above.
    expect(classification.estimate.memory).toBeGreaterThanOrEqual(bytes * 0.9);
    expect(classification.estimate.memory).toBeLessThan(bytes * 1.5);
  });

  test("the tables of 10,000 rules of an access list are far below 32 MB", () => {
    const { classification, tables, collected } = planned(aclBoxes(10_000, 1));
    expect(classification.rest).toEqual([]);
    expect([...tables, ...collected.tables].reduce((sum, table) => sum + tableBytes(table), 0)).toBeLessThan(
      8 * 2 ** 20,
    );
  });

  test("rules of two families have a classifier each, which the others do not pass through", () => {
    const of = (field: "ipv4Ttl" | "ipv6HopLimit" | "dport", slot: number): Box => ({
      label: slot * 8,
      presence: [],
      fields: new Map([
        [field, interval(slot, slot)],
        ["sport", interval(1, 9)],
      ]),
    });
    const { classifiers } = planned([
      of("ipv4Ttl", 0),
      of("ipv6HopLimit", 1),
      of("dport", 2),
      of("ipv4Ttl", 3),
    ]);
    expect(classifiers.map(({ guard, count }) => [guard, count])).toEqual([
      [["ipv4"], 2],
      [["ipv6"], 1],
      [[], 1],
    ]);
  });
});

describe("cellHash", () => {
  test.each([1, 2, 100, 50_000])("%i keys have a slot each", (count) => {
    const keys = Uint32Array.from({ length: count }, (_, i) => ((i % 251) << 16) | Math.floor(i / 251));
    const { slots, slotBits } = cellHash(keys);
    expect(new Set(slots).size).toBe(count);
    expect(Math.max(...slots.subarray(0, 1000))).toBeLessThan(2 ** slotBits);
  });
});
