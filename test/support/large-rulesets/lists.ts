import {
  formatIpv4,
  ipv4Addresses,
  ipv4Prefixes,
  unicast,
  type Ipv4List,
} from "../../../bench/ipv4-lists.js";
import { globalUnicast, ipv6Prefixes } from "../../../bench/ipv6-lists.js";
import type { Random } from "../../../src/bench/random.js";
import { formatIpv6, type Packet } from "./packets.js";
import { createPrefixSearch } from "./prefix-search.js";
import type { LargeRuleset } from "./ruleset.js";

/** One rule about a list of `count` single addresses of IPv4. */
export const addresses = (count: number, random: Random): LargeRuleset =>
  ofIpv4("addresses", ipv4Addresses(count, random));

/** One rule about a list of `count` prefixes of IPv4, of 16 to 32 bits. */
export const prefixes = (count: number, random: Random): LargeRuleset =>
  ofIpv4("prefixes", ipv4Prefixes(count, random));

/** One rule about a list of `count` prefixes of IPv6, of 32 to 128 bits. */
export function prefixes6(count: number, random: Random): LargeRuleset {
  const list = ipv6Prefixes(count, random);
  const search = createPrefixSearch(
    128,
    list.map((prefix) => ({ ...prefix, place: 0 })),
  );
  return {
    ...listFiles(
      "prefixes6",
      "ipv6Src",
      list.map(({ start, length }) => `${formatIpv6(start)}/${length}`),
    ),
    rules: 1,
    first: (packet) => (packet.family === 6 ? (search(packet.src) ?? null) : null),
    draw: (r) => toIpv6(aimed6(list[r.below(list.length)]!, r), r),
  };
}

function ofIpv4(name: string, list: Ipv4List): LargeRuleset {
  const { starts, lengths } = list;
  const search = createPrefixSearch(
    32,
    Array.from(starts, (start, i) => ({ start: BigInt(start), length: lengths[i]!, place: 0 })),
  );
  const line = (start: number, i: number) =>
    lengths[i] === 32 ? formatIpv4(start) : `${formatIpv4(start)}/${lengths[i]}`;
  return {
    ...listFiles(name, "ipv4Src", Array.from(starts, line)),
    rules: 1,
    first: (packet) => (packet.family === 4 ? (search(BigInt(packet.src)) ?? null) : null),
    draw(r) {
      const i = r.below(starts.length);
      return toIpv4(aimed4(starts[i]!, lengths[i]!, r), r);
    },
  };
}

function listFiles(name: string, field: string, list: readonly string[]) {
  const text = `import { drop, lines, set } from "xdpgen";

export default drop("${name}").${field}(set("${name}", lines("lists/${name}.txt")));
`;
  return { name, files: { [`rules/${name}.ts`]: text, [`lists/${name}.txt`]: `${list.join("\n")}\n` } };
}

/** An address of IPv4 that is about a prefix: five in six are in it or next to its ends, one is any. */
export function aimed4(start: number, length: number, random: Random): number {
  const size = 2 ** (32 - length);
  const near = [
    start,
    start + size - 1,
    start - 1,
    start + size,
    start + random.below(size),
    unicast(random),
  ];
  return near[random.below(near.length)]! >>> 0;
}

/** The same for IPv6. */
export function aimed6({ start, length }: { start: bigint; length: number }, random: Random): bigint {
  const size = 1n << BigInt(128 - length);
  const any = globalUnicast(random);
  const near = [start, start + size - 1n, start - 1n, start + size, start + (any % size), any];
  return near[random.below(near.length)]!;
}

/** A packet of TCP or UDP from an address. */
export const toIpv4 = (src: number, random: Random): Packet => ({
  ...{ family: 4, src, dst: unicast(random), protocol: random.below(2) === 0 ? 6 : 17 },
  ...{ sport: random.below(2 ** 16), dport: random.below(2 ** 16) },
});

/** A packet of IPv6 from an address. */
export const toIpv6 = (src: bigint, random: Random): Packet => ({
  family: 6,
  src,
  dst: globalUnicast(random),
});
