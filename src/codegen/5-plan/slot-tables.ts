import type { Constant } from "../plan.js";
import { SECTION_BYTES, type Elements, type Table } from "../table.js";
import type { ExactValues } from "./exact-values.js";
import { greatestLabel, labelArray } from "./label-array.js";
import { onlyLabel, type ValueMap } from "./value-map.js";

/**
 * Where labels are. One label is a constant. Several lie above the keys in the same elements, so that one cache line has both, where
 * 64 bits have room for them and the table stays one section; otherwise in a table of their own.
 */
export type LabelPlace = "constant" | "paired" | "beside";

/** How many bits a value takes in a pair. */
const keyBits = ({ bits }: ValueMap): number => Math.max(bits, 32);

/** Where the labels of a map are when it has so many slots. */
export function labelPlace(map: ValueMap, slots: number): LabelPlace {
  if (onlyLabel(map) !== undefined) return "constant";
  const fits = greatestLabel(map) < 2 ** (64 - keyBits(map));
  return fits && 8 * slots <= SECTION_BYTES ? "paired" : "beside";
}

/** Bytes of the tables of a map with so many slots. */
export function slotTableBytes(map: ValueMap, slots: number): number {
  const place = labelPlace(map, slots);
  const key = map.bits > 64 ? 16 : map.kind === "wide" || place === "paired" ? 8 : 4;
  const label = place === "beside" ? labelArray(1, greatestLabel(map)).BYTES_PER_ELEMENT : 0;
  return slots * (key + label);
}

/**
 * The tables in which every value lies at its slot, `slotOf[value]` of `slots`. A slot without a value has what another slot has:
 * nobody looks for that value there, while zeros would be a value like any other.
 */
export function slotTables(
  map: ValueMap,
  name: string,
  values: ExactValues,
  slotOf: Uint32Array,
  slots: number,
): readonly Table[] {
  const place = labelPlace(map, slots);
  const valueAt = new Uint32Array(slots);
  for (let value = 0; value < slotOf.length; value++) valueAt[slotOf[value]!] = value;
  const keys = place === "paired" ? pairs(values, valueAt, keyBits(map)) : keysOf(values, valueAt);
  const tables = [tableOf(`${name}_keys`, keys)];
  if (place === "beside") {
    const labels = labelArray(slots, greatestLabel(map));
    for (let slot = 0; slot < slots; slot++) labels[slot] = values.labels[valueAt[slot]!]!;
    tables.push(tableOf(`${name}_labels`, labels));
  }
  return tables;
}

const tableOf = (symbol: string, elements: Elements): Table => ({
  symbol,
  elements,
  bounded: elements.byteLength <= SECTION_BYTES,
});

function keysOf({ words, width }: ExactValues, valueAt: Uint32Array): Elements {
  const content = new Uint32Array(valueAt.length * width);
  for (let slot = 0; slot < valueAt.length; slot++)
    for (let word = 0; word < width; word++)
      content[slot * width + word] = words[valueAt[slot]! * width + word]!;
  return width === 1 ? content : new BigUint64Array(content.buffer);
}

/** Values of one or two words in the lower bits, their labels from bit `labelsAt` on. */
function pairs({ words, width, labels }: ExactValues, valueAt: Uint32Array, labelsAt: number): Elements {
  const content = new Uint32Array(valueAt.length * 2);
  for (let slot = 0; slot < valueAt.length; slot++) {
    const value = valueAt[slot]!;
    const upper = width === 2 ? words[2 * value + 1]! : 0;
    content[2 * slot] = words[width * value]!;
    content[2 * slot + 1] = upper | (labels[value]! << (labelsAt - 32));
  }
  return new BigUint64Array(content.buffer);
}

/** What a partial places to answer from a slot: one of the three sections of found-at-slot.c.hbs. */
export function slotAnswer(
  map: ValueMap,
  name: string,
  slots: number,
): Readonly<Record<"pairs" | "keys" | "wideKeys", Constant>> {
  const { bits, otherwise } = map;
  const table = `${name}_keys`;
  const none = { pairs: [], keys: [], wideKeys: [] };
  if (labelPlace(map, slots) === "paired") {
    const labelsAt = keyBits(map);
    const mask = `0x${(2n ** BigInt(labelsAt) - 1n).toString(16)}ULL`;
    return { ...none, pairs: [{ table, mask, labelsAt, otherwise }] };
  }
  const label = onlyLabel(map) ?? `${name}_labels(slot)`;
  if (bits > 64) return { ...none, wideKeys: [{ table, label, otherwise }] };
  const same = bits < 64 ? "is_value" : "is_value64";
  return { ...none, keys: [{ same, table, label, otherwise }] };
}
