import type { Random } from "../src/bench/random.js";

/** IPv4 prefixes: `starts[i]` in host order, `lengths[i]` 1 to 32. An address is one of 32 bits. No two are the same. */
export interface Ipv4List {
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
}

/** The addresses of prefixes as intervals: sorted, disjoint, not adjacent. */
export interface Intervals32 {
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

/** Unicast addresses; none begins with 1, where the floor's address lies. */
export function unicast(random: Random): number {
  return (2 + random.below(222)) * 2 ** 24 + random.below(2 ** 24);
}

/** `count` different addresses, uniformly from all unicast ones. */
export function ipv4Addresses(count: number, random: Random): Ipv4List {
  return listOf(count, () => [unicast(random), 32]);
}

/** How many of a hundred prefixes have each length: a routing table's, with a fifth of single addresses. */
const SHARES: readonly (readonly [length: number, share: number])[] = [
  ...([
    [16, 0.5],
    [17, 0.4],
    [18, 0.5],
    [19, 0.6],
    [20, 3],
    [21, 3],
    [22, 8],
    [23, 7],
    [24, 52],
  ] as const),
  ...([
    [25, 0.5],
    [26, 0.7],
    [27, 0.9],
    [28, 0.9],
    [29, 0.8],
    [30, 0.6],
    [31, 0.6],
    [32, 20],
  ] as const),
];

/** `count` different prefixes, some inside others: 52 % of 24 bits, 20 % of 32, the rest 16 to 31. */
export function ipv4Prefixes(count: number, random: Random): Ipv4List {
  const length = drawing(SHARES, random);
  return listOf(count, () => {
    const bits = length();
    return [Math.floor(unicast(random) / 2 ** (32 - bits)) * 2 ** (32 - bits), bits];
  });
}

/** Draws values as often as their shares say. */
export function drawing<T>(shares: readonly (readonly [T, number])[], random: Random): () => T {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return () => {
    let left = random.fraction() * total;
    for (const [value, share] of shares) if ((left -= share) < 0) return value;
    return shares.at(-1)![0];
  };
}

function listOf(count: number, draw: () => readonly [start: number, length: number]): Ipv4List {
  const starts = new Uint32Array(count);
  const lengths = new Uint8Array(count);
  const seen = new Set<number>();
  for (let i = 0; i < count;) {
    const [start, length] = draw();
    const key = start * 64 + length;
    if (seen.has(key)) continue;
    seen.add(key);
    starts[i] = start;
    lengths[i] = length;
    i++;
  }
  return { starts, lengths };
}

/** What lies in any of the prefixes. */
export function intervalsOf({ starts, lengths }: Ipv4List): Intervals32 {
  const order = Uint32Array.from(starts.keys()).sort((a, b) => starts[a]! - starts[b]!);
  const firsts: number[] = [];
  const lasts: number[] = [];
  for (const i of order) {
    const first = starts[i]!;
    const last = first + 2 ** (32 - lengths[i]!) - 1;
    const previous = lasts.length - 1;
    if (previous < 0 || first > lasts[previous]! + 1) {
      firsts.push(first);
      lasts.push(last);
    } else if (last > lasts[previous]!) lasts[previous] = last;
  }
  return { firsts: Uint32Array.from(firsts), lasts: Uint32Array.from(lasts) };
}

/** Whether an address lies in one of the intervals. */
export function liesIn({ firsts, lasts }: Intervals32, address: number): boolean {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (firsts[middle]! <= address) low = middle + 1;
    else high = middle;
  }
  return low > 0 && address <= lasts[low - 1]!;
}

/** `192.0.2.1`. */
export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".");
}
