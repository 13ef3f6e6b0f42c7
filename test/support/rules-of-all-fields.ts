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
import type { DecodedPacket } from "../../src/testing/index.js";
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
function matchAround(field: FieldName, value: bigint, line: number, random: Random): FieldMatch {
  const { bits } = fieldRow(field);
  const span = { file: "rules/all-fields.ts", line, column: 1 };
  const made = { kind: "field", field, negated: random(10) === 0, span } as const;
  if (OF_BITS.has(field)) {
    const mask = anyValue(field, random) | 1n;
    const tests: readonly BitTest[] = [{ mask, value: value & mask }];
    return { ...made, operand: { kind: "bits", tests } };
  }
  const width = anyValue(field, random) >> BigInt(random(bits + 1));
  const first = value > width ? value - (anyValue(field, random) % (width + 1n)) : 0n;
  const last = first + width > maxOf(bits) ? maxOf(bits) : first + width;
  const interval = { first, last: last < value ? value : last };
  return { ...made, operand: { kind: "intervals", intervals: [interval] } };
}

/**
 * Rules that each ask about three or four of all the fields that there are. In every second one the fields are such as one of the
 * packets has, and what is asked lies around its values; the others ask about any values of any fields that fit together.
 */
export function programOfAllFields(
  count: number,
  packets: readonly DecodedPacket[],
  random: Random,
): Program {
  const rules = Array.from({ length: count }, (_, id): Rule => {
    const { fields } = packets[random(packets.length)]!;
    const line = id + 1;
    const asked = 3 + random(2);
    const own = [...fields.keys()].map((field) => [random(2 ** 30), field] as const);
    const names =
      id % 2 === 0
        ? own.sort(([a], [b]) => a - b).slice(0, asked)
        : fieldsOf(asked, random).map((field) => [0, field] as const);
    return {
      id,
      name: `rule ${id}`,
      action: ACTION_NAMES[random(ACTION_NAMES.length)]!,
      matches: names.map(([, field]) =>
        matchAround(field, fields.get(field) ?? anyValue(field, random), line, random),
      ),
      live: [],
      span: { file: "rules/all-fields.ts", line, column: 1 },
    };
  });
  return { rules, policy: "pass", sets: [] };
}
