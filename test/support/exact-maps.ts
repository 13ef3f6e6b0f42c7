import type { NarrowMap, ValueMap, WideEntry, WideMap } from "../../src/codegen/5-plan/value-map.js";
import type { Strategy } from "../../src/codegen/5-plan/strategies/strategy.js";
import { withLookup } from "./lookup-program.js";
import { numbersFrom, probesOf, searchNarrow } from "./value-maps.js";

/** A map of single values, sorted. */
export function exactMap(
  values: readonly number[],
  labelOf: (i: number) => number,
  otherwise = 0xffffffff,
  bits = 32,
): NarrowMap {
  const firsts = Uint32Array.from(values).sort();
  return {
    kind: "narrow",
    bits,
    otherwise,
    firsts,
    lasts: firsts,
    labels: Uint32Array.from(firsts, (_, i) => labelOf(i)),
  };
}

/** Different values of `bits` bits that look random, 0 and the last one among them. */
export function differentValues(count: number, bits = 32): number[] {
  const below = numbersFrom(count);
  const values = new Set([0, 2 ** bits - 1].slice(0, count));
  while (values.size < count) values.add(below(2 ** bits));
  return [...values];
}

/** A map of a field of more than 32 bits; `intervals` are [first, last], sorted. */
export function wideMap(
  bits: number,
  intervals: readonly (readonly [first: bigint, last: bigint])[],
  labelOf: (i: number) => number,
  otherwise = 0xffffffff,
): WideMap {
  const entries = intervals.map(([first, last], i): WideEntry => ({ first, last, label: labelOf(i) }));
  return { kind: "wide", bits, otherwise, entries };
}

/** Different values of more than 32 bits, sorted: some look random, some differ in a few bits only. 0 and the last one are there. */
export function differentWideValues(count: number, bits: number): [bigint, bigint][] {
  const below = numbersFrom(count + bits);
  const word = () => BigInt(below(2 ** 32));
  const values = new Set([0n, 2n ** BigInt(bits) - 1n].slice(0, count));
  const base = 0x20010db8n << 96n;
  while (values.size < count) {
    const shift = 8n * BigInt(below(bits / 8));
    const near = base ^ (BigInt(below(256)) << shift) ^ (BigInt(below(65536)) << 16n);
    const far = (((word() << 32n) | word()) << 64n) | (word() << 32n) | word();
    values.add(BigInt.asUintN(bits, below(2) === 0 ? near : far));
  }
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((value) => [value, value]);
}

/** How many intervals of a large map are tried at their edges. */
const SAMPLE = 3000;

/** Values to try: the ends of the field, the edges of intervals and what is beside them, neighbours in each bit, and values anywhere. */
function probesOfWide({ entries, bits }: WideMap): bigint[] {
  const highest = 2n ** BigInt(bits) - 1n;
  const below = numbersFrom(entries.length);
  const values = [0n, 1n, highest - 1n, highest];
  const step = Math.max(1, Math.floor(entries.length / SAMPLE));
  for (let i = 0; i < entries.length; i += step) {
    const { first, last } = entries[i]!;
    values.push(first - 1n, first, (first + last) / 2n, last, last + 1n, first ^ (1n << BigInt(below(bits))));
  }
  return values.filter((value) => value >= 0n && value <= highest);
}

/** The label of a value, by search. */
function searchWide({ entries, otherwise }: WideMap, value: bigint): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.last < value) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low];
  return entry !== undefined && entry.first <= value ? entry.label : otherwise;
}

/** The values that a strategy's lookup, run in the kernel, gives another label than a search does; a few of them. */
export async function differences(strategy: Strategy, map: ValueMap): Promise<string[]> {
  const wrong: string[] = [];
  await withLookup(strategy, map, (labelOf) => {
    const judge = (value: bigint | number, expected: number) => {
      const label = labelOf(value);
      if (label !== expected) wrong.push(`${value}: ${label}, not ${expected}`);
    };
    if (map.kind === "narrow") for (const value of probesOf(map)) judge(value, searchNarrow(map, value));
    else for (const value of probesOfWide(map)) judge(value, searchWide(map, value));
  });
  return wrong.slice(0, 10);
}
