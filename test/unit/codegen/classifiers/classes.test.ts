import { describe, expect, test } from "vitest";
import type { Box } from "../../../../src/codegen/5-plan/classifiers/box.js";
import { classesOf } from "../../../../src/codegen/5-plan/classifiers/classes.js";
import { dimensionsOf } from "../../../../src/codegen/5-plan/classifiers/dimensions.js";
import type { ValueMap } from "../../../../src/codegen/5-plan/value-map.js";
import type { Values } from "../../../../src/codegen/5-plan/values.js";
import { interval } from "../../../support/acl-boxes.js";
import { randomBoxes, valueNear } from "../../../support/box-samples.js";
import { createRandom } from "../../../support/random-numbers.js";

const labelOf = (map: ValueMap, value: bigint): number => {
  if (map.kind === "wide")
    return map.entries.find(({ first, last }) => first <= value && value <= last)?.label ?? map.otherwise;
  const at = map.firsts.findIndex((first, i) => BigInt(first) <= value && value <= BigInt(map.lasts[i]!));
  return at < 0 ? map.otherwise : map.labels[at]!;
};

const isAmong = (value: bigint, asked: Values): boolean =>
  asked.kind === "wide"
    ? asked.intervals.some(({ first, last }) => first <= value && value <= last)
    : asked.firsts.some((first, i) => BigInt(first) <= value && value <= BigInt(asked.lasts[i]!));

describe("classes", () => {
  test.each(["ipv4Src", "dport", "tcpFlags", "etherSrc", "ipv6Dst"] as const)(
    "of %s have the right rules",
    (field) => {
      const random = createRandom(field.length);
      const boxes = randomBoxes(70, [field, "ipv4Ttl", "vlanId", "sport"], random);
      const dimension = dimensionsOf(boxes).find((one) => one.kind === "field" && one.field === field)!;
      const { sets, map } = classesOf(dimension, boxes.length)!;
      const has = (index: number, rule: number) =>
        ((sets.bits[index * sets.words + (rule >> 5)]! >>> (rule & 31)) & 1) === 1;
      // A rule that asks for the field's presence only is a case of its own.
      const rules = [...boxes.keys()].filter((rule) => {
        const { fields, presence } = boxes[rule]!;
        return fields.has(field) || !presence.includes(dimension.presence!);
      });
      const asked = (rule: number) => boxes[rule]!.fields.get(field);
      expect(rules.map((rule) => has(0, rule))).toEqual(rules.map((rule) => asked(rule) === undefined));
      for (const values of rules.flatMap((rule) => asked(rule) ?? [])) {
        for (let i = 0; i < 20; i++) {
          const value = valueNear(field, values, random);
          const index = labelOf(map!, value);
          const expected = rules.map((rule) => asked(rule) === undefined || isAmong(value, asked(rule)!));
          expect(
            rules.map((rule) => has(index, rule)),
            `of ${value}`,
          ).toEqual(expected);
        }
      }
    },
  );

  test("a set of a million intervals that many rules share has two classes", () => {
    const firsts = Uint32Array.from({ length: 1_000_000 }, (_, i) => i * 4);
    const values: Values = { kind: "narrow", firsts, lasts: firsts.map((first) => first + 1) };
    const boxes = Array.from({ length: 100 }, (_, slot): Box => ({
      label: slot * 8,
      presence: ["ipv4"],
      fields: new Map([
        ["ipv4Src", values],
        ["dport", interval(slot, slot)],
      ]),
    }));
    const { sets, map } = classesOf(dimensionsOf(boxes)[0]!, boxes.length)!;
    expect(sets.count).toBe(2);
    expect(map).toMatchObject({ kind: "narrow" });
    expect([0n, 1n, 2n, 3n, 4n, 3_999_997n, 3_999_998n].map((value) => labelOf(map!, value))).toEqual([
      1, 1, 0, 0, 1, 1, 0,
    ]);
  });

  test("a presence bit that a field comes with is no dimension of its own", () => {
    const boxes: Box[] = [
      { label: 0, presence: ["ipv4"], fields: new Map([["dport", interval(1, 1)]]) },
      { label: 8, presence: ["ipv4", "vlan"], fields: new Map([["ipv4Ttl", interval(5, 5)]]) },
    ];
    expect(dimensionsOf(boxes).map((one) => (one.kind === "field" ? one.field : one.presence))).toEqual([
      "dport",
      "ipv4Ttl",
      "vlan",
    ]);
  });
});
