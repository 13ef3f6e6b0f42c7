import type { WideEntry, WideMap } from "../../src/codegen/5-plan/value-map.js";
import { numbersFrom } from "./value-maps.js";
import type { WideCase } from "./wide-maps.js";

const OUTSIDE = 0xffffffff;

/** A map over a field of 33 to 64 bits; of 48, a MAC address, unless said otherwise. */
export const macMap = (entries: readonly WideEntry[], otherwise = OUTSIDE, bits = 48): WideMap => ({
  kind: "wide",
  bits,
  otherwise,
  entries,
});

/** A number below `below`, which has 33 to 64 bits. */
const drawn = (draw: (below: number) => number, below: bigint): bigint =>
  (((BigInt(draw(2 ** 32)) << 32n) | BigInt(draw(2 ** 32))) * below) >> 64n;

/** `count` disjoint intervals over the whole field: single values, rows of all lengths, some of them touching. */
function spread(count: number, labelOf: (i: number) => number, bits = 48): WideMap {
  const draw = numbersFrom(count + bits);
  const room = 2n ** BigInt(bits) / BigInt(count);
  const entries = Array.from({ length: count }, (_, i) => {
    const [start, end] = [BigInt(i) * room, BigInt(i + 1) * room - 1n];
    const first = draw(4) === 0 ? start : start + drawn(draw, end - start + 1n);
    const last = draw(4) === 0 ? end : draw(3) === 0 ? first : first + drawn(draw, end - first + 1n);
    return { first, last, label: labelOf(i) };
  });
  return macMap(entries, OUTSIDE, bits);
}

/** `count` intervals of `size` values, `step` apart. */
const inRow = (base: bigint, step: bigint, size: bigint, count: number): WideMap =>
  macMap(
    Array.from({ length: count }, (_, i) => {
      const first = base + step * BigInt(i);
      return { first, last: first + size - 1n, label: i };
    }),
  );

const BASE = 0x02_00_5e_00_00_00n;
const HIGHEST = 2n ** 48n - 1n;

/** Maps of every size and shape for fields of 33 to 64 bits. */
export function macCases(): readonly WideCase[] {
  const [one, each] = [() => 7, (i: number) => i];
  const sizes = [1, 2, 8, 64, 1000, 100_000];
  return [
    ...sizes.map((n) => ({ title: `${n} intervals, one label`, map: spread(n, one) })),
    ...sizes.map((n) => ({ title: `${n} intervals, a label each`, map: spread(n, each) })),
    ...[33, 40, 63, 64].map((bits) => ({
      title: `300 intervals of ${bits} bits`,
      map: spread(300, each, bits),
    })),
    { title: "every fourth OUI of 16,000", map: inRow(0n, 4n << 24n, 1n << 24n, 4000) },
    { title: "20,000 rows of 3 in one OUI", map: inRow(BASE, 5n, 3n, 20_000) },
    { title: "16,000 pairs in one block of 65,536", map: inRow(BASE, 4n, 2n, 16_000) },
    { title: "the whole field", map: macMap([{ first: 0n, last: HIGHEST, label: 7 }], 9) },
    { title: "the ends", map: macMap([{ first: 0n, last: 0n, label: 7 }, { first: HIGHEST, last: HIGHEST, label: 8 }]) }, // prettier-ignore
    { title: "all but one value", map: macMap([{ first: 0n, last: BASE - 1n, label: 7 }, { first: BASE + 1n, last: HIGHEST, label: 7 }], 9) }, // prettier-ignore
  ];
}

/** How many intervals of a large map are tried at their edges. */
const SAMPLE = 3000;

/** Values to try: the ends of the field, the edges of intervals and what is beside them, near and far, and values anywhere. */
export function macProbes({ entries, bits }: WideMap): bigint[] {
  const draw = numbersFrom(entries.length);
  const size = 2n ** BigInt(bits);
  const values = [0n, 1n, size - 2n, size - 1n];
  const step = Math.max(1, Math.floor(entries.length / SAMPLE));
  for (let i = 0; i < entries.length; i += step) {
    const { first, last } = entries[i]!;
    values.push(first - 1n, first, first + drawn(draw, last - first + 1n), last, last + 1n);
    for (const bit of [1, 15, 16, 17, 31, 32]) values.push(first ^ (1n << BigInt(bit)));
  }
  for (let i = 0; i < SAMPLE; i++) values.push(drawn(draw, size));
  return values.filter((value) => value >= 0n && value < size);
}
