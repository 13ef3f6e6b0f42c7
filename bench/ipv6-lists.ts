import { drawing } from "./ipv4-lists.js";
import type { Random } from "../src/bench/random.js";

/** IPv6 prefixes, `start` in host order. No two are the same. */
export type Ipv6List = readonly { readonly start: bigint; readonly length: number }[];

const BITS = 128;

/** How many of a hundred prefixes have each length. */
const SHARES: readonly (readonly [length: number, share: number])[] = [
  ...([
    [32, 10],
    [36, 5],
    [40, 8],
    [44, 12],
    [48, 40],
    [56, 8],
    [64, 12],
    [128, 5],
  ] as const),
];

/** An address of global unicast, 2000::/3 (RFC 4291 section 2.4). */
export function globalUnicast(random: Random): bigint {
  let value = BigInt(0x2000_0000 + random.below(0x2000_0000));
  for (let word = 1; word < 4; word++) value = (value << 32n) | BigInt(random.u32());
  return value;
}

/** `count` different prefixes of eight lengths from 32 to 128 bits. */
export function ipv6Prefixes(count: number, random: Random): Ipv6List {
  const draw = drawing(SHARES, random);
  const seen = new Map<string, Ipv6List[number]>();
  while (seen.size < count) {
    const length = draw();
    const host = BigInt(BITS - length);
    const start = (globalUnicast(random) >> host) << host;
    seen.set(`${start}/${length}`, { start, length });
  }
  return [...seen.values()];
}

/** Any address of a prefix. */
export function addressIn({ start, length }: Ipv6List[number], random: Random): bigint {
  return start | (globalUnicast(random) & ((1n << BigInt(BITS - length)) - 1n));
}

/** Asks whether an address lies in one of the prefixes. */
export function membership(list: Ipv6List): (address: bigint) => boolean {
  const lengths = [...new Set(list.map(({ length }) => length))];
  const starts = new Set(list.map(({ start, length }) => `${start}/${length}`));
  return (address) =>
    lengths.some((length) => {
      const host = BigInt(BITS - length);
      return starts.has(`${(address >> host) << host}/${length}`);
    });
}
