import { aborted, drop, not, pass, range, tx, type AnyRule } from "../../src/index.js";
import { ethernet, frame, ipv4, ipv6, tcp, udp } from "../../src/testing/frames.js";

const ACTIONS = [drop, pass, tx, aborted] as const;
const start = (i: number) => ACTIONS[(i * 7) % ACTIONS.length]!(`rule ${i}`);

/** Numbers that look random and are always the same (a linear congruential generator, Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
const network = (address: number, length: number) =>
  `${dotted(length === 0 ? 0 : address & (-1 << (32 - length)))}/${length}`;
const colons = (hi: number, lo: number) =>
  `2001:db8:${(hi >>> 16).toString(16)}:${(hi & 0xffff).toString(16)}::${(lo & 0xffff).toString(16)}`;
const mac = (n: number) =>
  `02:00:${[24, 16, 8, 0].map((shift) => ((n >>> shift) & 255).toString(16).padStart(2, "0")).join(":")}`;

const longMac = (n: number) =>
  n
    .toString(16)
    .padStart(12, "0")
    .replace(/..(?!$)/g, "$&:");
/** From a single address to many vendors (a vendor has 2^24), a fourth of them in the one before. */
const macRanges = (count: number) => {
  const next = numbers(4);
  const sizes = [1, 2, 2 ** 8, 2 ** 16, 2 ** 17, 2 ** 24];
  let start = 0;
  return Array.from({ length: count }, (_, i) => {
    if (i % 4 !== 3) start = (next() & 0xfffff) * 2 ** 28;
    const size = sizes[(next() >>> 8) % sizes.length]!;
    const first = start + (i % 2 === 0 ? 0 : next());
    return [first, Math.min(first + size * (1 + (i % 3)) - 1, 2 ** 48 - 1)] as const;
  });
};

/** Rules about one field, and frames whose value of it is at an edge of what the rules name, beside it, or anywhere. */
export interface OneFieldRules {
  readonly name: string;
  readonly rules: (count: number) => readonly AnyRule[];
  readonly frames: (count: number) => readonly Uint8Array[];
}

const from = (src: number) => frame(ethernet(), ipv4({ src: dotted(src) }), tcp());
const around = (values: readonly number[], max: number) =>
  [0, max, ...values.flatMap((v) => [v - 1, v, v + 1])].filter((v) => v >= 0 && v <= max);

const addresses = (count: number) => Array.from({ length: count }, numbers(1));
const prefixes = (count: number) => {
  const next = numbers(2);
  const lengths = [0, 1, 8, 15, 16, 17, 23, 24, 25, 31, 32];
  return Array.from({ length: count }, (_, i) => {
    // Half of them lie in the ones before: pass inside drop inside pass.
    const address = i % 2 === 0 ? next() : (0x0a000000 | (next() & 0xffff)) >>> 0;
    return { address, length: i < count - 1 ? lengths[1 + (next() % 10)]! : 0 };
  });
};

/** Addresses, prefixes, ports and ranges: single, nested, overlapping, twice, all and all but some. */
export const ONE_FIELD_RULES: readonly OneFieldRules[] = [
  {
    name: "addresses",
    rules: (count) => addresses(count).map((address, i) => start(i).ipv4Src(dotted(address))),
    frames: (count) => around(addresses(count).slice(0, 300), 0xffffffff).map(from),
  },
  {
    name: "nested prefixes, the longest first, and all addresses at the end",
    rules: (count) =>
      prefixes(count)
        .sort((a, b) => b.length - a.length)
        .map(({ address, length }, i) => start(i).ipv4Src(network(address, length))),
    frames: (count) =>
      prefixes(count)
        .slice(0, 300)
        .flatMap(({ address, length }) => {
          const first = (length === 0 ? 0 : address & (-1 << (32 - length))) >>> 0;
          const last = first + 2 ** (32 - length) - 1;
          return around([first, last, address], 0xffffffff);
        })
        .map(from),
  },
  {
    name: "one rule with all the addresses, and one with all others",
    rules: (count) => [
      drop("in").ipv4Src(addresses(count).map(dotted)),
      tx("out").ipv4Src(not(addresses(count).map(dotted))),
    ],
    frames: (count) => around(addresses(count).slice(0, 300), 0xffffffff).map(from),
  },
  {
    name: "overlapping ranges of ports, some twice",
    rules: (count) => {
      const next = numbers(3);
      return Array.from({ length: count }, (_, i) => {
        const first = i % 5 === 4 ? 80 : next() % 65536;
        return start(i).udpDport(range(first, Math.min(first + (next() % 50), 65535)));
      });
    },
    frames: (count) => {
      const next = numbers(3);
      const ends = Array.from({ length: Math.min(count, 300) }, () => {
        const first = next() % 65536;
        return [first, Math.min(first + (next() % 50), 65535)];
      });
      return around([80, 81, ...ends.flat()], 65535).map((dport) =>
        frame(ethernet(), ipv4(), udp({ dport })),
      );
    },
  },
  {
    name: "MAC addresses",
    rules: (count) => addresses(count).map((n, i) => start(i).etherSrc(mac(n))),
    frames: (count) =>
      around(addresses(count).slice(0, 300), 0xffffffff).map((n) =>
        frame(ethernet({ src: mac(n) }), ipv4(), tcp()),
      ),
  },
  {
    name: "overlapping ranges of MAC addresses, prefixes of vendors among them",
    rules: (count) =>
      macRanges(count).map(([first, last], i) => start(i).etherDst(range(longMac(first), longMac(last)))),
    frames: (count) =>
      macRanges(count)
        .slice(0, 300)
        .flatMap(([first, last]) => around([first, last], 2 ** 48 - 1))
        .map((n) => frame(ethernet({ dst: longMac(n) }), ipv4(), tcp())),
  },
  {
    name: "all MAC addresses but some ranges",
    rules: (count) => [
      drop("others").etherSrc(
        not(...macRanges(count).map(([first, last]) => range(longMac(first), longMac(last)))),
      ),
    ],
    frames: (count) =>
      macRanges(count)
        .slice(0, 300)
        .flatMap(([first, last]) => around([first, last], 2 ** 48 - 1))
        .map((n) => frame(ethernet({ src: longMac(n) }), ipv4(), tcp())),
  },
  {
    name: "IPv6 addresses",
    rules: (count) => addresses(count).map((n, i) => start(i).ipv6Src(colons(n, i))),
    frames: (count) =>
      addresses(count)
        .slice(0, 300)
        .flatMap((n, i) => [
          [n, i],
          [n, i + 1],
          [n - 1, i],
        ])
        .map(([hi, lo]) => frame(ethernet(), ipv6({ src: colons(hi!, lo!) }), tcp())),
  },
  {
    name: "IPv6 prefixes of many lengths",
    rules: (count) => {
      const next = numbers(5);
      const lengths = [128, 127, 96, 65, 64, 63, 60, 56, 48, 47, 40, 33, 32, 31, 20, 1];
      return Array.from({ length: count }, (_, i) => {
        const length = i === count - 1 ? 0 : lengths[next() % lengths.length]!;
        return {
          address: (BigInt(0x20010db8) << 96n) | (BigInt(next()) << 64n) | BigInt(next() & 255),
          length,
        };
      })
        .sort((a, b) => b.length - a.length)
        .map(({ address, length }, i) => {
          const host = (1n << BigInt(128 - length)) - 1n;
          const text = (address & ~host).toString(16).padStart(32, "0").match(/.{4}/g)!.join(":");
          return start(i).ipv6Src(`${text}/${length}`);
        });
    },
    frames: (count) => {
      const next = numbers(5);
      return Array.from({ length: Math.min(count, 300) }, () => {
        next();
        return colons(next(), next() & 255);
      })
        .flatMap((address) => [
          address,
          "::",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
          "2001:db7::1",
          "2001:db9::",
        ])
        .map((src) => frame(ethernet(), ipv6({ src }), tcp()));
    },
  },
];
