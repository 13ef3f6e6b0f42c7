import { normalise, type Operand } from "../../ir/index.js";
import {
  fieldRow,
  maxOf,
  type BitTest,
  type FieldName,
  type FieldRow,
  type Interval,
} from "../../packet/index.js";

/** One way to compare a field, with values that suit it. */
export interface OperatorSample {
  /** A few words: "one of", "not range". */
  readonly name: string;
  readonly operand: Operand;
  readonly negated: boolean;
}

/** Its bytes differ from each other, so that a wrong byte order cannot hide. */
const PATTERN = 0x123456789abcdef00fedcba987654321n;
const PATTERN_BITS = 128;
/** Wider fields are compared in two words, so the lower one is tried with no and with all of its bits. */
const WORD_BITS = 64;
const WORD = maxOf(WORD_BITS);
/** Values of the context are small in reality; those that can be had lie around this one. */
const CONTEXT_CENTRE = 100n;

/** Every way to compare the field, plain and negated, worked out from its row. */
export function operatorsOf(name: FieldName): OperatorSample[] {
  const row = fieldRow(name);
  return Object.entries(operandsOf(row)).flatMap(([operator, operand]) => [
    { name: operator, operand, negated: false },
    { name: `not ${operator}`, operand, negated: true },
  ]);
}

/** The values at which the field's comparisons change their answer, and 0, the largest, and the bytes of the centre turned round. */
export function valuesOf(name: FieldName): bigint[] {
  const row = fieldRow(name);
  const max = maxOf(row.bits);
  const edges = Object.values(operandsOf(row)).flatMap((operand) =>
    operand.kind === "intervals"
      ? operand.intervals.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n])
      : operand.kind === "bits"
        ? operand.tests.flatMap(({ mask, value }) => [value, value ^ mask, value | (max ^ mask)])
        : [],
  );
  const halved = row.bits > WORD_BITS ? edges.flatMap((value) => [value & ~WORD, value | WORD]) : [];
  const all = [0n, 1n, max - 1n, max, swapped(row), ...edges, ...halved];
  return [...new Set(all)].filter((value) => value >= 0n && value <= max);
}

/** Without those that come out the same as an earlier one, as happens in fields of one or two bits. */
function operandsOf(row: FieldRow): Record<string, Operand> {
  const seen = new Set<string>();
  const isNew = ([, operand]: [string, Operand]) => {
    const text = JSON.stringify(operand, (_key, value: unknown) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    return !seen.has(text) && seen.add(text);
  };
  return Object.fromEntries(Object.entries(allOperandsOf(row)).filter(isNew));
}

function allOperandsOf(row: FieldRow): Record<string, Operand> {
  if (comparesBits(row)) return bitOperands(row.bits);
  return row.type.ordered ? orderedOperands(row) : enumeratedOperands(row);
}

function comparesBits({ type, bits }: FieldRow): boolean {
  const [name] = Object.keys(type.names ?? {});
  return name !== undefined && type.parse(name, "", bits).kind === "bits";
}

function orderedOperands(row: FieldRow): Record<string, Operand> {
  const max = maxOf(row.bits);
  const centre = centreOf(row);
  const network = (hostBits: number) => {
    const size = 1n << BigInt(hostBits);
    const first = centre & ~(size - 1n);
    return intervals([{ first, last: first + size - 1n }]);
  };
  const width = (max - centre) / 4n + 1n;
  return {
    everything: intervals([{ first: 0n, last: max }]),
    equal: intervals([one(centre)]),
    zero: intervals([one(0n)]),
    max: intervals([one(max)]),
    "one of": intervals([one(0n), one(centre), one(max)]),
    "one of many": intervals(Array.from({ length: 12 }, (_, i) => one((centre + 2n * BigInt(i)) & max))),
    range: intervals([{ first: centre, last: centre + width > max ? max : centre + width }]),
    "range from 0": intervals([{ first: 0n, last: centre }]),
    "range to max": intervals([{ first: centre, last: max }]),
    prefix: network(row.bits >> 2),
    "short prefix": network(row.bits - (row.bits >> 2)),
    "one of ranges": intervals([
      { first: 0n, last: centre >> 1n },
      { first: centre, last: centre + 1n },
      one(max),
    ]),
    ...namedOperands(row),
  };
}

/** Every second name of the datatype, as users write them. */
function namedOperands(row: FieldRow): Record<string, Operand> {
  const names = Object.keys(row.type.names ?? {}).filter((_, index) => index % 2 === 0);
  const parsed = names.map((name) => row.type.parse(name, "", row.bits));
  const values = parsed.flatMap((p) => (p.kind === "interval" ? [p.interval] : []));
  return values.length === 0 ? {} : { names: intervals(values) };
}

function enumeratedOperands({ type }: FieldRow): Record<string, Operand> {
  const values = Object.entries(type.names ?? { false: 0, true: 1 });
  const last = BigInt(values.length - 1);
  return {
    everything: intervals([{ first: 0n, last }]),
    ...Object.fromEntries(values.map(([name, value]) => [name, intervals([one(BigInt(value))])])),
    ends: intervals([one(0n), one(last)]),
    "all but the first": intervals([{ first: 1n, last }]),
  };
}

function bitOperands(width: number): Record<string, Operand> {
  const all = maxOf(width);
  const low = 1n;
  const high = 1n << BigInt(width - 1);
  const next = 2n;
  const single = Array.from({ length: width }, (_, i) => 1n << BigInt(i));
  return {
    ...Object.fromEntries(single.map((bit, i) => [`bit ${i}`, bits([{ mask: bit, value: bit }])])),
    clear: bits([{ mask: low, value: 0n }]),
    "one set, one clear": bits([{ mask: next | high, value: next }]),
    "any of": bits([low, high].map((bit) => ({ mask: bit, value: bit }))),
    "all of": bits([{ mask: low | next, value: low | next }]),
    none: bits([{ mask: all, value: 0n }]),
    exact: bits([{ mask: all, value: next | high }]),
    "one of exact": bits([
      { mask: all, value: next },
      { mask: all, value: all },
    ]),
  };
}

/** A value in the middle of what the field can hold. */
function centreOf({ bits: width, location }: FieldRow): bigint {
  if (location.kind === "context") return CONTEXT_CENTRE;
  return width < 8 ? maxOf(width) >> 1n : PATTERN >> BigInt(PATTERN_BITS - width);
}

function swapped(row: FieldRow): bigint {
  const size = row.bits >> 3;
  const octets = Array.from({ length: size }, (_, i) => (centreOf(row) >> BigInt(8 * i)) & 0xffn);
  return octets.reduce((value, octet) => (value << 8n) | octet, 0n);
}

const one = (value: bigint): Interval => ({ first: value, last: value });

const bits = (tests: readonly BitTest[]): Operand => ({ kind: "bits", tests });

const intervals = (list: readonly Interval[]): Operand => ({ kind: "intervals", intervals: normalise(list) });
