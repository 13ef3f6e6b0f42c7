import type { Span } from "../../src/diagnostics/index.js";
import type { FieldMatch, Program, Rule } from "../../src/ir/index.js";
import {
  ACTION_NAMES,
  FIELD_NAMES,
  fieldRow,
  HEADERS,
  maxOf,
  type BitTest,
  type FieldName,
} from "../../src/packet/index.js";
import { operatorsOf } from "../../src/testing/samples.js";
import { interpret, type DecodedPacket } from "../../src/testing/index.js";
import { anyValue } from "./box-samples.js";
import type { Random } from "./random-numbers.js";

/** Fields whose values are compared bit by bit. */
const OF_BITS: ReadonlySet<FieldName> = new Set(
  FIELD_NAMES.filter((field) => operatorsOf(field).every(({ operand }) => operand.kind === "bits")),
);

/** Fields in an order of chance, without those that no packet has together with an earlier one. */
function fieldsOf(count: number, random: Random): readonly FieldName[] {
  const taken: FieldName[] = [];
  while (taken.length < count) {
    const field = FIELD_NAMES[random(FIELD_NAMES.length)]!;
    const header = fieldRow(field).protocol;
    const fits = (other: FieldName) =>
      other !== field && !HEADERS[header].conflicts.includes(fieldRow(other).protocol);
    if (taken.every(fits)) taken.push(field);
  }
  return taken;
}

/** A match on values around one. */
function matchAround(field: FieldName, value: bigint, span: Span, random: Random): FieldMatch {
  const { bits } = fieldRow(field);
  const made = { kind: "field", field, negated: random(20) === 0, span } as const;
  if (OF_BITS.has(field)) {
    const mask = anyValue(field, random) | 1n;
    const tests: readonly BitTest[] = [{ mask, value: value & mask }];
    return { ...made, operand: { kind: "bits", tests } };
  }
  // Few are wide, lest the first rules match all frames.
  const width = random(2) === 0 ? 0n : anyValue(field, random) >> BigInt(random(bits + 1));
  const first = value > width ? value - (anyValue(field, random) % (width + 1n)) : 0n;
  const last = first + width > maxOf(bits) ? maxOf(bits) : first + width;
  const interval = { first, last: last < value ? value : last };
  return { ...made, operand: { kind: "intervals", intervals: [interval] } };
}

/** A rule that one of so many packets matches, and another of them as well, is too wide: the first of those would decide everything. */
const PROBES = 64;

/**
 * Rules that each ask about three or four of all the fields that there are. Nearly every second one asks for what lies around the
 * values that one of the packets has, if there are packets; the others ask about any values of any fields that fit together.
 */
export function programOfAllFields(
  count: number,
  packets: readonly DecodedPacket[],
  random: Random,
): Program {
  const ruleOf = (id: number, near: DecodedPacket | undefined): Rule => {
    const asked = 3 + random(2);
    const fields =
      near === undefined ? fieldsOf(asked, random) : someOf([...near.fields.keys()], asked, random);
    const span = { file: "rules/all-fields.ts", line: id + 1, column: 1 };
    return {
      id,
      name: `rule ${id}`,
      action: ACTION_NAMES[random(ACTION_NAMES.length)]!,
      matches: fields.map((field) =>
        matchAround(field, near?.fields.get(field) ?? anyValue(field, random), span, random),
      ),
      predicates: [],
      live: [],
      span,
    };
  };
  const isWide = (rule: Rule) =>
    someOf(packets, PROBES, random).filter((packet) => isMatchedBy(packet, rule)).length > 1;
  const rules = Array.from({ length: count }, (_, id) => {
    const near = id % 2 === 0 ? packets[random(packets.length)] : undefined;
    const rule = ruleOf(id, near);
    return isWide(rule) ? ruleOf(id, undefined) : rule;
  });
  return { rules, policy: "pass", sets: [] };
}

const isMatchedBy = (packet: DecodedPacket, rule: Rule): boolean =>
  interpret({ rules: [rule], policy: "pass", sets: [] }, packet).rule !== null;

/** Some of all, or all, by chance. */
function someOf<T>(all: readonly T[], count: number, random: Random): readonly T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(random(left.length), 1)[0]!);
}
