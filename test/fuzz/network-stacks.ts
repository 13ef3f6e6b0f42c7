import fc from "fast-check";
import {
  ah,
  arp,
  destination,
  esp,
  gre,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  routing,
  sctp,
  tcp,
  udp,
} from "../../src/testing/frames.js";
import { mostly, onceIn } from "./odds.js";
import type { Part } from "./part.js";

const byte = fc.nat(255);

/** Options without those that are undefined: a layer takes what is there at its word. */
const given = <T extends object>(options: T) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };

const transports: fc.Arbitrary<readonly Part[]> = fc.constantFrom(
  [{ layer: tcp(), header: "tcp" }],
  [{ layer: tcp({ options: [1, 1, 1, 1] }), header: "tcp" }],
  [{ layer: udp(), header: "udp" }],
  [{ layer: sctp({ checksum: 0 }), header: "sctp" }],
  [{ layer: icmp(), header: "icmp" }],
  [{ layer: icmpv6(), header: "icmpv6" }],
  [{ layer: esp() }],
  [{ layer: raw([]) }],
);

const ipv4Part = fc
  .record({
    words: mostly(0, 1, 2, 10),
    headerLength: onceIn(12, fc.nat(15)),
    version: onceIn(16, fc.nat(15)),
    length: onceIn(12, fc.constantFrom(0, 19, 20, 28, 65535)),
    protocol: onceIn(16, byte),
    fragmentOffset: mostly(0, 0, 0, 1, 0x1fff, 0x1000),
    moreFragments: mostly(false, true),
    dontFragment: fc.boolean(),
  })
  .map(({ words, ...options }): Part => {
    const layer = ipv4({ ...given(options), options: Array<number>(4 * words).fill(1) });
    return { layer, header: "ipv4" };
  });

const ipv6Part = fc
  .record({
    version: onceIn(16, fc.nat(15)),
    length: onceIn(12, fc.constantFrom(0, 1, 8, 65535)),
    nextHeader: onceIn(16, byte),
  })
  .map((options): Part => ({ layer: ipv6(given(options)), header: "ipv6" }));

const size = mostly(8, 16, 24, 64, 512);
const extensionOptions = fc.record({ size, length: onceIn(12, byte), nextHeader: onceIn(16, byte) });

const extension: fc.Arbitrary<Part> = fc.oneof(
  fc.tuple(fc.constantFrom(hopByHop, routing, destination), extensionOptions).map(([make, options]) => ({
    layer: make(given(options)),
  })),
  fc.tuple(extensionOptions, mostly(24, 12, 8, 16, 1024)).map(([options, size]) => ({
    layer: ah({ ...given(options), size }),
  })),
  fc
    .record({ offset: mostly(0, 1, 0x1fff), more: fc.boolean(), nextHeader: onceIn(16, byte) })
    .map((options) => ({ layer: ipv6Fragment(given(options)) })),
);

const chains = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(extension, { minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(extension, { minLength: 4, maxLength: 10 }) },
);

const overIpv4 = fc.tuple(ipv4Part, transports).map(([ip, above]) => [ip, ...above]);
const overIpv6 = fc.tuple(ipv6Part, chains, transports).map(([ip, chain, above]) => [ip, ...chain, ...above]);
const overIp = fc.oneof(overIpv4, overIpv6);

/** GRE, IPIP, 6in4 and the like: a packet in a packet. The outer header comes from this, the inner one from `overIp`. */
const outer = fc.oneof(
  ipv4Part.map((ip) => [ip]),
  fc.tuple(ipv6Part, chains).map(([ip, chain]) => [ip, ...chain]),
);
const tunnels = fc
  .tuple(outer, fc.constantFrom<readonly Part[]>([], [{ layer: gre() }]), overIp)
  .map(([below, between, inner]) => [...below, ...between, ...inner]);

const arps = fc
  .record({
    hardwareType: mostly(1, 0, 6, 0x0100),
    protocolType: mostly(0x0800, 0x86dd, 0x0008),
    hardwareLength: mostly(6, 0, 8),
    protocolLength: mostly(4, 5, 16),
  })
  .map((options): Part[] => [{ layer: arp(options), header: "arp" }]);

const junk = fc.uint8Array({ maxLength: 80 }).map((bytes): Part[] => [{ layer: raw(bytes) }]);

/** What stands behind the tags: a packet of either family, perhaps in another one, ARP, or anything. */
export const networks: fc.Arbitrary<readonly Part[]> = fc.oneof(
  { weight: 6, arbitrary: overIpv4 },
  { weight: 6, arbitrary: overIpv6 },
  { weight: 2, arbitrary: tunnels },
  { weight: 2, arbitrary: arps },
  { weight: 1, arbitrary: junk },
);
