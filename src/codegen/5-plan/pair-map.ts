import { NARROW_BITS } from "../../ir/index.js";
import { fieldRow, type FieldName } from "../../packet/index.js";
import { labelOf } from "./class-lookups.js";
import type { PairGroup } from "./pairs.js";
import type { ValueMap, WideMap } from "./value-map.js";
import type { Values } from "./values.js";

/** The pairs that rules ask for as keys of at most 64 bits, each with the decision of the first rule that asks for it. */
export interface PairMap {
  readonly map: ValueMap;
  /** What stands in the upper bits of a key, and what below it. */
  readonly parts: readonly [PairPart, PairPart];
}

/** A field as a part of keys. */
export interface PairPart {
  readonly field: FieldName;
  readonly bits: number;
  /** Where both fields do not fit a key: the numbers that stand for the values of this one, from 1 on; 0 stands for all others. */
  readonly numbers: WideMap | undefined;
}

const KEY_BITS = 64;

/** Numbers never need more. */
const NUMBER_BITS = 32;

/** Makes the map of a group; a pair that no rule asks for comes to `otherwise`. */
export function pairMapOf({ fields, members }: PairGroup, otherwise: number): PairMap {
  const bits = fields.map((field) => fieldRow(field).bits);
  const fits = bits[0]! + bits[1]! <= KEY_BITS;
  const partOf = (field: FieldName): PairPart => {
    const own = fieldRow(field).bits;
    if (fits || own <= NUMBER_BITS) return { field, bits: own, numbers: undefined };
    const all = members.flatMap(({ box }) => valuesIn(box.fields.get(field)!));
    return { field, bits: NUMBER_BITS, numbers: numbered(all, own) };
  };
  const [upper, lower] = [partOf(fields[0]), partOf(fields[1])];
  const [upperOf, lowerOf] = [partValue(upper), partValue(lower)];
  const decisions = new Map<bigint, number>();
  for (const member of members) {
    const { box } = member;
    const decision = labelOf(member);
    const lows = valuesIn(box.fields.get(lower.field)!).map(lowerOf);
    for (const value of valuesIn(box.fields.get(upper.field)!)) {
      const high = upperOf(value) << BigInt(lower.bits);
      // Rules are in order: who asks first decides.
      for (const low of lows) if (!decisions.has(high | low)) decisions.set(high | low, decision);
    }
  }
  return { map: mapOf(decisions, upper.bits + lower.bits, otherwise), parts: [upper, lower] };
}

/** What stands in a key for a value of a field. */
function partValue({ numbers }: PairPart): (value: bigint) => bigint {
  if (numbers === undefined) return (value) => value;
  const known = new Map(numbers.entries.map(({ first, label }) => [first, BigInt(label)]));
  return (value) => known.get(value)!;
}

/** Different values numbered from 1 on. */
function numbered(values: readonly bigint[], bits: number): WideMap {
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  const entries = sorted.map((value, i) => ({ first: value, last: value, label: i + 1 }));
  return { kind: "wide", bits, otherwise: 0, entries };
}

/** The map from keys to their decisions. */
function mapOf(decisions: ReadonlyMap<bigint, number>, bits: number, otherwise: number): ValueMap {
  const keys = BigUint64Array.from(decisions.keys()).sort();
  if (bits > NARROW_BITS) {
    const entries = Array.from(keys, (key) => ({ first: key, last: key, label: decisions.get(key)! }));
    return { kind: "wide", bits, otherwise, entries };
  }
  const values = Uint32Array.from(keys, Number);
  const labels = Uint32Array.from(keys, (key) => decisions.get(key)!);
  return { kind: "narrow", bits, otherwise, firsts: values, lasts: values, labels };
}

/** Values one by one; only of few. */
function valuesIn(values: Values): readonly bigint[] {
  const all: bigint[] = [];
  if (values.kind === "wide")
    for (const { first, last } of values.intervals)
      for (let value = first; value <= last; value++) all.push(value);
  else
    for (let i = 0; i < values.firsts.length; i++)
      for (let value = values.firsts[i]!; value <= values.lasts[i]!; value++) all.push(BigInt(value));
  return all;
}
