import type { WideEntry, WideMap } from "../../src/codegen/5-plan/value-map.js";
import { numbersFrom } from "./value-maps.js";

/** A map to try a strategy on. */
export interface WideCase {
  readonly title: string;
  readonly map: WideMap;
}

/** A prefix of a field of 128 bits, by its first value and its length. */
export interface Prefix {
  readonly value: bigint;
  readonly length: number;
}

const HIGHEST = 2n ** 128n - 1n;
const OUTSIDE = 0xffffffff;

export const wideMap = (entries: readonly WideEntry[], otherwise = OUTSIDE): WideMap => ({
  kind: "wide",
  bits: 128,
  otherwise,
  entries,
});

const lastOf = ({ value, length }: Prefix): bigint => value | ((1n << BigInt(128 - length)) - 1n);

/** The intervals in which the longest of all prefixes that a value lies in is the same; `labelOf` is given its index. */
export function flattened(prefixes: readonly Prefix[], labelOf: (i: number) => number): WideEntry[] {
  const order = [...prefixes.keys()].sort((a, b) => {
    const [x, y] = [prefixes[a]!, prefixes[b]!];
    return x.value < y.value ? -1 : x.value > y.value ? 1 : x.length - y.length;
  });
  const entries: WideEntry[] = [];
  const open: { last: bigint; label: number }[] = [];
  let next = 0n;
  const upTo = (end: bigint) => {
    const label = open.at(-1)?.label;
    if (label !== undefined && next <= end) entries.push({ first: next, last: end, label });
    if (next <= end) next = end + 1n;
  };
  const closeBefore = (value: bigint) => {
    while (open.length > 0 && open.at(-1)!.last < value) {
      upTo(open.at(-1)!.last);
      open.pop();
    }
  };
  for (const i of order) {
    const { value } = prefixes[i]!;
    closeBefore(value);
    upTo(value - 1n);
    next = value;
    open.push({ last: lastOf(prefixes[i]!), label: labelOf(i) });
  }
  closeBefore(HIGHEST + 1n);
  return entries;
}

const random64 = (below: (n: number) => number): bigint =>
  (BigInt(below(2 ** 32)) << 32n) | BigInt(below(2 ** 32));

/** Different prefixes in 2000::/3, most of them in some blocks, of these lengths, nested here and there. */
export function randomPrefixes(count: number, lengths: readonly number[]): Prefix[] {
  const below = numbersFrom(count);
  const anyBlock = () => BigInt(0x20000000 + below(2 ** 29));
  const blocks = Array.from({ length: Math.ceil(count / 10) }, anyBlock);
  const prefixes = new Map<string, Prefix>();
  while (prefixes.size < count) {
    const length = lengths[below(lengths.length)]!;
    const block = below(4) === 0 ? anyBlock() : blocks[below(blocks.length)]!;
    const any = (block << 96n) | (random64(below) << 32n) | BigInt(below(2 ** 32));
    const value = (any >> BigInt(128 - length)) << BigInt(128 - length);
    prefixes.set(`${value}/${length}`, { value, length });
  }
  return [...prefixes.values()];
}

const MIXED = [19, 24, 29, 32, 32, 36, 40, 44, 48, 48, 48, 56, 64, 64, 80, 127, 128];

/** `count` intervals `step` apart from `base` on, each of `size` values. */
const inRow = (base: bigint, step: bigint, size: bigint, count: number, labelOf: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => {
    const first = base + step * BigInt(i);
    return { first, last: first + size - 1n, label: labelOf(i) };
  });

const BASE = 0x20010db8n << 96n;

/** Maps of every size and shape for a field of 128 bits. */
export function wideCases(): readonly WideCase[] {
  const one = () => 7;
  const each = (i: number) => i;
  const whole = { first: 0n, last: HIGHEST };
  const [small, large] = [
    [1, 2, 8, 64, 1000],
    [10_000, 100_000],
  ];
  return [
    ...[...small, ...large].map((n) => ({
      title: `${n} prefixes, a label each`,
      map: wideMap(flattened(randomPrefixes(n, MIXED), each)),
    })),
    ...[...small, 100_000].map((n) => ({
      title: `${n} prefixes, one label`,
      map: wideMap(flattened(randomPrefixes(n, MIXED), one)),
    })),
    { title: "1000 /29s and /28s", map: wideMap(flattened(randomPrefixes(1000, [28, 29]), each)) },
    {
      title: "3000 /12s to /32s, one label",
      map: wideMap(flattened(randomPrefixes(3000, [12, 20, 24, 30, 32]), one), 0),
    },
    { title: "20000 /128s", map: wideMap(flattened(randomPrefixes(20_000, [128]), each)) },
    { title: "the whole field", map: wideMap([{ ...whole, label: 7 }], 9) },
    { title: "the ends", map: wideMap([{ first: 0n, last: 0n, label: 7 }, { first: HIGHEST, last: HIGHEST, label: 7 }], 9) }, // prettier-ignore
    { title: "all but one value", map: wideMap([{ first: 0n, last: BASE - 1n, label: 7 }, { first: BASE + 1n, last: HIGHEST, label: 7 }], 9) }, // prettier-ignore
    { title: "an interval over several blocks", map: wideMap([{ first: BASE - 5n, last: BASE + (20n << 96n) + 5n, label: 7 }], 9) }, // prettier-ignore
    { title: "the end of a /64", map: wideMap([{ first: BASE + (1n << 64n) - 1n, last: BASE + (1n << 64n), label: 7 }]) }, // prettier-ignore
    { title: "the end of a /32", map: wideMap([{ first: BASE + (1n << 96n) - 2n, last: BASE + (1n << 96n) - 1n, label: 7 }]) }, // prettier-ignore
    { title: "touching neighbours", map: wideMap(inRow(BASE, 5n, 5n, 50, (i) => i % 3), 2) }, // prettier-ignore
    { title: "neighbouring /64s, every other one mixed", map: wideMap(inRow(BASE, 1n << 64n, 1n << 63n, 1000, each)) }, // prettier-ignore
    { title: "a label like the others' and far labels", map: wideMap([{ first: BASE, last: BASE, label: 3 }, { first: BASE + 1n, last: BASE + 1n, label: 0xfffffffe }], 3) }, // prettier-ignore
    { title: "40,000 /48s in one /32", map: wideMap(inRow(BASE, 2n << 79n, 1n << 80n, 40_000, each)) },
    { title: "200,000 /56s in one /32", map: wideMap(inRow(BASE, 2n << 72n, 1n << 72n, 200_000, each)) },
    { title: "200,000 /128s in one /64", map: wideMap(inRow(BASE, 3n, 1n, 200_000, each)) },
    { title: "200,000 /128s in one /64, one label", map: wideMap(inRow(BASE, 3n, 1n, 200_000, one)) },
  ];
}

/** How many intervals of a large map are tried at their edges. */
const SAMPLE = 3000;

/** Values to try: the ends of the field, the edges of intervals and what is beside them, near and far, and values anywhere. */
export function wideProbes({ entries }: WideMap): bigint[] {
  const below = numbersFrom(entries.length);
  const values = [0n, 1n, HIGHEST - 1n, HIGHEST];
  const step = Math.max(1, Math.floor(entries.length / SAMPLE));
  for (let i = 0; i < entries.length; i += step) {
    const { first, last } = entries[i]!;
    const within = first + ((last - first) * BigInt(below(1000))) / 1000n;
    values.push(first - 1n, first, within, last, last + 1n);
    values.push(
      first ^ 1n,
      first ^ (1n << 63n),
      first ^ (1n << 64n),
      first ^ (1n << 95n),
      first ^ (1n << 96n),
    );
  }
  for (let i = 0; i < SAMPLE; i++) values.push((random64(below) << 64n) | random64(below));
  return values.filter((value) => value >= 0n && value <= HIGHEST);
}

/** The label of a value, by search. */
export function searchWide({ entries, otherwise }: WideMap, value: bigint): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.last < value) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low];
  return entry !== undefined && entry.first <= value ? entry.label : otherwise;
}
