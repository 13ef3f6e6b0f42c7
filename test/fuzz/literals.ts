import fc from "fast-check";
import {
  fieldRow,
  formatIpv6,
  maxOf,
  TCP_FLAGS,
  type FieldName,
  type TcpFlagName,
} from "../../src/packet/index.js";
import type { ValueKind } from "./forms.js";
import type { Literal, WrittenValue } from "./written.js";

/** A value of a field that a packet has, and whether the literals to make shall hold for it or lie beside it. */
export interface Target {
  readonly field: FieldName;
  readonly value: bigint;
  readonly including: boolean;
}

/** One value of a match, of a kind that the field takes. Now and then no value of that kind includes the target's. */
export function valueNear(kind: ValueKind, target: Target): fc.Arbitrary<WrittenValue> {
  if (kind === "range") return rangeNear(target);
  return MAKERS[kind](target).map((literal) => ({ kind: "literal", literal }));
}

type Maker = (target: Target) => fc.Arbitrary<Literal>;

const MAKERS: Readonly<Record<Exclude<ValueKind, "range">, Maker>> = {
  value: (target) => single(target).chain((value) => spelt(target.field, value)),
  name: nameNear,
  prefix: prefixNear,
  set: ({ value, including }) =>
    fc
      .tuple(subset(FLAGS), fc.constantFrom(...FLAGS))
      .map(([some, odd]) =>
        Object.fromEntries(
          [...new Set([...some, odd])].map((flag) => [
            flag,
            has(value, flag) === (including || flag !== odd),
          ]),
        ),
      ),
  any: ({ value, including }) =>
    fc
      .tuple(oneOrMore(flagsWhere(value, including)), subset(flagsWhere(value, false)))
      .map(([some, clear]) => ({ any: [...new Set([...some, ...clear])] })),
  all: ({ value, including }) =>
    fc
      .tuple(oneOrMore(flagsWhere(value, including)), subset(flagsWhere(value, true)))
      .map(([some, set]) => ({ all: [...new Set([...some, ...set])] })),
  exact: ({ value, including }) =>
    (including ? fc.constant(0) : fc.constantFrom(...Object.values(TCP_FLAGS))).map((odd) => ({
      exact: FLAGS.filter((flag) => has(value ^ BigInt(odd), flag)),
    })),
};

const FLAGS = Object.keys(TCP_FLAGS) as TcpFlagName[];
const has = (value: bigint, flag: TcpFlagName) => (value & BigInt(TCP_FLAGS[flag])) !== 0n;

/** The flags that are set, or those that are not; all of them when there are none. */
function flagsWhere(value: bigint, set: boolean): readonly TcpFlagName[] {
  const found = FLAGS.filter((flag) => has(value, flag) === set);
  return found.length === 0 ? FLAGS : found;
}

const subset = <T>(list: readonly T[]) => fc.subarray([...list]);
const oneOrMore = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 1 });

/** The value, or one that is easily taken for it: beside it, with another bit, at an end. */
function single({ field, value, including }: Target): fc.Arbitrary<bigint> {
  if (including) return fc.constant(value);
  const { bits } = fieldRow(field);
  const max = maxOf(bits);
  const close = [value - 1n, value + 1n, value ^ 1n, value ^ (1n << BigInt(bits - 1)), 0n, max];
  const others = close.filter((other) => other !== value && other >= 0n && other <= max);
  const anywhere = fc.bigInt({ min: 0n, max }).map((other) => (other === value ? others[0]! : other));
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...others) }, { weight: 1, arbitrary: anywhere });
}

/** How far a range reaches to one side of where it begins: mostly not far, and sometimes to the end. */
const reach = (room: bigint) =>
  fc.oneof(fc.constantFrom(0n, 1n, 2n, room), fc.bigInt({ min: 0n, max: room }));
const least = (a: bigint, b: bigint) => (a < b ? a : b);

function rangeNear({ field, value, including }: Target): fc.Arbitrary<WrittenValue> {
  const max = maxOf(fieldRow(field).bits);
  const below = value;
  const above = max - value;
  const ends = including
    ? fc
        .tuple(reach(below), reach(above))
        .map(([down, up]) => [value - least(down, below), value + least(up, above)] as const)
    : fc
        .tuple(fc.boolean(), reach(below), reach(above))
        .map(([isBelow, down, up]) =>
          (isBelow || above === 0n) && below > 0n
            ? ([below - 1n - least(down, below - 1n), below - 1n] as const)
            : ([value + 1n, value + 1n + least(up, above - 1n)] as const),
        );
  return ends.chain(([first, last]) =>
    fc
      .tuple(spelt(field, first), spelt(field, last))
      .map(([from, to]) => ({ kind: "range", first: from, last: to })),
  );
}

/** A network with the value in it, or the one beside that. */
function prefixNear({ field, value, including }: Target): fc.Arbitrary<Literal> {
  const { bits, type } = fieldRow(field);
  const shortest = including ? 0 : 1;
  const usual = [shortest, 1, 8, 16, 24, bits / 2, bits - 8, bits - 1, bits];
  return fc.oneof(fc.constantFrom(...usual), fc.integer({ min: shortest, max: bits })).map((length) => {
    const host = maxOf(bits - length);
    const odd = including ? 0n : 1n << BigInt(bits - length);
    return `${type.format(((value ^ odd) | host) ^ host)}/${length}`;
  });
}

/** A name that stands for the value, if there is one, or a name of something else. */
function nameNear({ field, value, including }: Target): fc.Arbitrary<Literal> {
  const { type, bits } = fieldRow(field);
  const names = [...Object.keys(type.names ?? {}), ...(type.name === "fragment" ? ["any"] : [])];
  const fitting = names.filter((name) => {
    const parsed = type.parse(name, field, bits);
    if (parsed.kind === "refused") throw new Error(`${field} refuses its own name ${name}`);
    const holds =
      parsed.kind === "interval"
        ? parsed.interval.first <= value && value <= parsed.interval.last
        : parsed.tests.some((test) => (value & test.mask) === test.value);
    return holds === including;
  });
  return fc.constantFrom(...(fitting.length === 0 ? names : fitting));
}

/** One of the ways to write a single value. */
function spelt(field: FieldName, value: bigint): fc.Arbitrary<Literal> {
  const { type } = fieldRow(field);
  const usual = type.format(value);
  if (type.name === "mac-address")
    return fc.constantFrom(usual, usual.toUpperCase(), usual.replaceAll(":", "-"));
  if (type.name === "ipv6-address") return fc.constantFrom(...ipv6Spellings(value));
  if (type.name === "ipv4-address") return fc.constant(usual);
  return fc.constant(type.name === "boolean" ? value === 1n : Number(value));
}

/** RFC 4291 section 2.2: short, in capitals, all groups with and without leading zeros, with a dotted end. */
function ipv6Spellings(address: bigint): string[] {
  const groups = Array.from({ length: 8 }, (_, i) => (address >> BigInt(16 * (7 - i))) & 0xffffn);
  const plain = groups.map((group) => group.toString(16));
  const dotted = [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
  return [
    formatIpv6(address),
    formatIpv6(address).toUpperCase(),
    plain.join(":"),
    plain.map((group) => group.padStart(4, "0")).join(":"),
    [...plain.slice(0, 6), dotted].join(":"),
  ];
}
