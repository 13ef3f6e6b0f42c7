import type { Box } from "../../src/codegen/5-plan/classifiers/index.js";
import { presenceOf } from "../../src/codegen/5-plan/presence.js";
import type { Values } from "../../src/codegen/5-plan/values.js";
import { UNDECIDED, decisionOf } from "../../src/codegen/decision.js";
import type { Presence } from "../../src/codegen/presence.js";
import { fieldRow, maxOf, type FieldName, type Interval } from "../../src/packet/index.js";
import type { Sample } from "./classifier-program.js";
import type { Random } from "./random-numbers.js";

/** The decision of the first of some rules that matches, found by asking one after the other. */
export function firstMatch(boxes: readonly Box[], { presence, values }: Sample): number {
  const has = (bit: Presence | undefined) => bit === undefined || presence.has(bit);
  let least = UNDECIDED;
  for (const box of boxes) {
    if (box.label > least || !box.presence.every(has)) continue;
    const holds = [...box.fields].every(
      ([field, asked]) => has(presenceOf(field)) && isAmong(values.get(field)!, asked),
    );
    if (holds) least = box.label;
  }
  return least;
}

function isAmong(value: bigint, asked: Values): boolean {
  if (asked.kind === "wide")
    return asked.intervals.some(({ first, last }) => first <= value && value <= last);
  const number = Number(value);
  return asked.firsts.some((first, i) => first <= number && number <= asked.lasts[i]!);
}

/** Any number of a field. */
export function anyValue(field: FieldName, random: Random): bigint {
  const { bits } = fieldRow(field);
  let value = 0n;
  for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(random(2 ** 16));
  return BigInt.asUintN(bits, value);
}

/** A value among those asked for, an edge of theirs, or one just beside. */
export function valueNear(field: FieldName, asked: Values, random: Random): bigint {
  const count = asked.kind === "wide" ? asked.intervals.length : asked.firsts.length;
  const { first, last } = intervalAt(asked, random(count));
  const offset = anyValue(field, random) % (last - first + 1n);
  const near = [first + offset, first + offset, first, last, first - 1n, last + 1n][random(6)]!;
  const max = maxOf(fieldRow(field).bits);
  return near < 0n ? 0n : near > max ? max : near;
}

const intervalAt = (asked: Values, i: number): Interval =>
  asked.kind === "wide"
    ? asked.intervals[i]!
    : { first: BigInt(asked.firsts[i]!), last: BigInt(asked.lasts[i]!) };

/** Frames that a random rule matches, or nearly: in one of ten a field is any number, and in a few something is missing. */
export function* samplesOf(boxes: readonly Box[], count: number, random: Random): Generator<Sample> {
  const fields = [...new Set(boxes.flatMap((box) => [...box.fields.keys()]))];
  const bits = new Set([
    ...fields.flatMap((field) => presenceOf(field) ?? []),
    ...boxes.flatMap((box) => box.presence),
  ]);
  for (let i = 0; i < count; i++) {
    const box = boxes[random(boxes.length)]!;
    const other = boxes[random(boxes.length)]!;
    const values = fields.map((field): [FieldName, bigint] => {
      const asked = box.fields.get(field) ?? other.fields.get(field);
      return [
        field,
        asked === undefined || random(20) === 0 ? anyValue(field, random) : valueNear(field, asked, random),
      ];
    });
    const presence = new Set([...bits].filter((bit) => random(box.presence.includes(bit) ? 40 : 8) > 0));
    yield { presence, values: new Map(values) };
  }
}

/** Sorted, disjoint intervals that do not touch, at random. */
export function randomValues(field: FieldName, random: Random): Values {
  const { bits } = fieldRow(field);
  const max = maxOf(bits);
  const intervals: Interval[] = [];
  const ends = Array.from({ length: 2 * (1 + (random(4) === 0 ? random(4) : 0)) }, () =>
    anyValue(field, random),
  );
  // Half of the rules ask for few values, among which others have theirs too.
  const base = random(2) === 0 ? 0n : anyValue(field, random) & ~0xffn & max;
  const width = random(2) === 0 ? max : 0xffn & max;
  const sorted = ends.map((end) => (base + (end & width)) & max).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (let i = 0; i < sorted.length; i += 2) {
    const last = intervals.at(-1);
    if (last !== undefined && sorted[i]! <= last.last + 1n)
      intervals[intervals.length - 1] = { first: last.first, last: sorted[i + 1]! };
    else intervals.push({ first: sorted[i]!, last: sorted[i + 1]! });
  }
  if (bits > 32) return { kind: "wide", intervals };
  const firsts = Uint32Array.from(intervals, ({ first }) => Number(first));
  return { kind: "narrow", firsts, lasts: Uint32Array.from(intervals, ({ last }) => Number(last)) };
}

/** Rules that ask about some of the fields each, one in five also for a presence bit of no field. */
export function randomBoxes(count: number, fields: readonly FieldName[], random: Random): readonly Box[] {
  return Array.from({ length: count }, (_, slot): Box => {
    const asked = fields.filter(() => random(fields.length) < 2);
    if (asked.length === 0) asked.push(fields[random(fields.length)]!);
    const own = asked.map((field) => presenceOf(field)).filter((bit) => bit !== undefined);
    const bare: readonly Presence[] = random(5) > 0 ? [] : [(["ipv4", "ipv6", "vlan"] as const)[random(3)]!];
    return {
      label: decisionOf(slot, random(5)),
      presence: [...new Set([...own, ...bare])],
      fields: new Map(asked.map((field) => [field, randomValues(field, random)])),
    };
  });
}
