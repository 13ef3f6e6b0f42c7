/** Packets for the examples of docs/predicates.md: worked out by hand from what the page says of each. */
import {
  arp,
  ethernet,
  icmp,
  ipv4,
  ipv6,
  raw,
  sctp,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../../../src/testing/frames.js";

type Layers = readonly Layer[];

/** A rule of the page. */
export interface Example {
  /** Its name. */
  readonly rule: string;
  /** Its action or its statement. */
  readonly does: string;
  readonly matches: readonly Layers[];
  /** Each differs from one of the matches in one thing. */
  readonly others: readonly Layers[];
}

const text = (latin1: string) => raw(Buffer.from(latin1, "latin1"));
const four = (network: Parameters<typeof ipv4>[0], ...rest: Layers): Layers => [
  ethernet(),
  ipv4(network),
  ...rest,
];
const six = (network: Parameters<typeof ipv6>[0], ...rest: Layers): Layers => [
  ethernet(),
  ipv6(network),
  ...rest,
];

/** Flags of an answer, with so many bytes in all. */
const answer = (size: number, flags = 0x81) =>
  raw(Uint8Array.from({ length: size }, (_, i) => [0, 0, flags][i] ?? 0));

const web = (payload: string, port = 80) => four({}, tcp({ dport: port }), text(payload));
const from = (src: string, dport: number) => four({ src }, tcp({ dport }));
const foreign = (net: string, matches: readonly Layers[], others: readonly Layers[]): Example => ({
  rule: `foreign ports from ${net}`,
  does: "drop",
  matches,
  others,
});
/** A SYN of Ethernet, IPv4 and TCP is 54 bytes. */
const padded = (length: number) => raw(new Uint8Array(length - 54));
const handshake = (bytes: readonly number[], src = "203.0.113.5", dport = 51820) =>
  four({ src }, udp({ dport }), raw(Uint8Array.from(bytes)));

/** In the order of the page. */
export const EXAMPLES: readonly Example[] = [
  {
    rule: "scan",
    does: "drop",
    matches: [
      four({}, tcp({ dport: 23 })),
      four({}, tcp({ dport: 0 })),
      four({}, tcp({ dport: 1023 })),
      six({}, tcp({ dport: 23 })),
    ],
    others: [
      ...[22, 80, 443, 1024].map((dport) => four({}, tcp({ dport }))),
      four({}, tcp({ dport: 23, flags: ["syn", "ack"] })),
      four({}, tcp({ dport: 23, flags: [] })),
      four({}, udp({ dport: 23 })),
    ],
  },
  {
    rule: "cut off",
    does: "drop",
    matches: [four({ length: 41 }, tcp()), four({ length: 65_535 }, tcp()), four({ length: 29 }, udp())],
    others: [
      four({ length: 40 }, tcp()),
      four({ length: 39 }, tcp()),
      four({ length: 41 }, tcp(), raw(new Uint8Array(1))),
      six({}, tcp()),
      [ethernet(), arp()],
    ],
  },
  {
    rule: "land",
    does: "drop",
    matches: [
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, tcp({ sport: 139, dport: 139 })),
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, udp({ sport: 7, dport: 7 })),
    ],
    others: [
      four({ src: "192.0.2.1", dst: "192.0.2.2" }, tcp({ sport: 139, dport: 139 })),
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, tcp({ sport: 139, dport: 140 })),
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, sctp({ sport: 139, dport: 139 })),
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, icmp()),
      six({ src: "2001:db8::1", dst: "2001:db8::1" }, tcp({ sport: 139, dport: 139 })),
    ],
  },
  {
    rule: "land6",
    does: "drop",
    matches: [six({ src: "2001:db8::1", dst: "2001:db8::1" }, tcp({ sport: 139, dport: 139 }))],
    others: [
      six({ src: "2001:db8::1", dst: "2001:db8:0:0:1::1" }, tcp({ sport: 139, dport: 139 })),
      six({ src: "2001:db8::1", dst: "2001:db8::2" }, tcp({ sport: 139, dport: 139 })),
      six({ src: "2001:db8::1", dst: "2001:db8::1" }, tcp({ sport: 139, dport: 140 })),
      four({ src: "192.0.2.1", dst: "192.0.2.1" }, tcp({ sport: 139, dport: 139 })),
    ],
  },
  {
    rule: "dns amplification",
    does: "drop",
    matches: [
      four({}, udp({ sport: 53 }), answer(505)),
      six({}, udp({ sport: 53 }), answer(505)),
      [ethernet(), vlan({ id: 5 }), ipv4(), udp({ sport: 53 }), answer(505)],
      four({}, udp({ sport: 53, length: 513 }), answer(4)),
    ],
    others: [
      four({}, udp({ sport: 53 }), answer(504)),
      four({}, udp({ sport: 53 }), answer(505, 0x01)),
      four({}, udp({ sport: 54 }), answer(505)),
      four({}, udp({ sport: 53, length: 513 }), answer(3)),
      four({}, tcp({ sport: 53 }), answer(505)),
    ],
  },
  {
    rule: "methods",
    does: "drop",
    matches: [
      web("TRACE / HTTP/1.1"),
      web("TRACE "),
      web("CONNECT example.org:443"),
      web("PROPFIND /"),
      four({}, tcp({ dport: 80, options: [1, 1, 1, 1] }), text("TRACE /")),
    ],
    others: [
      web("TRACE"),
      web("TRACER /"),
      web("trace / HTTP/1.1"),
      web(" TRACE /"),
      web("GET / HTTP/1.1"),
      web(""),
      web("TRACE / HTTP/1.1", 81),
      four({}, udp({ dport: 80 }), text("TRACE /")),
    ],
  },
  {
    rule: "monitoring",
    does: "pass",
    matches: [
      four({ src: "192.0.2.0" }, tcp({ dport: 9100 })),
      four({ src: "192.0.2.255" }, udp({ dport: 9100 })),
    ],
    others: [
      four({ src: "192.0.3.0" }, tcp({ dport: 9100 })),
      four({ src: "192.0.2.0" }, tcp({ dport: 9101 })),
      four({ src: "192.0.2.0" }, tcp({ sport: 9100 })),
      four({ src: "192.0.2.0" }, sctp({ dport: 9100 })),
      six({}, tcp({ dport: 9100 })),
      [ethernet(), arp()],
    ],
  },
  foreign(
    "10.1.0.0/16",
    [from("10.1.0.0", 80), from("10.1.255.255", 5432)],
    [
      from("10.1.0.0", 22),
      from("10.1.0.0", 443),
      from("10.0.255.255", 80),
      from("10.2.0.0", 80),
      four({ src: "10.1.0.0" }, udp({ dport: 80 })),
    ],
  ),
  foreign("10.2.0.0/16", [from("10.2.0.0", 22)], [from("10.2.0.0", 443), from("10.3.0.0", 22)]),
  foreign(
    "10.3.0.0/16",
    [from("10.3.0.0", 443)],
    [from("10.3.0.0", 5432), from("10.3.0.0", 6379), from("10.4.0.0", 443)],
  ),
  {
    rule: "odd",
    does: "drop",
    matches: [
      four({ ttl: 4 }, tcp({ window: 0 })),
      four({ ttl: 4 }, tcp({ sport: 1023 })),
      four({ ttl: 4 }, tcp(), padded(201)),
      four({}, tcp({ window: 0 }), padded(201)),
    ],
    others: [
      four({ ttl: 5 }, tcp({ window: 0 })),
      four({ ttl: 4 }, tcp({ window: 1 })),
      four({ ttl: 4 }, tcp({ sport: 1024 })),
      four({}, tcp({ window: 0, sport: 1023 })),
      four({}, tcp({ window: 0 }), padded(200)),
      four({}, tcp({ window: 0, flags: ["ack"] }), padded(201)),
      four({ ttl: 4 }, udp()),
      six({ hopLimit: 4 }, tcp({ window: 0 })),
    ],
  },
  {
    rule: "some",
    does: "sample",
    matches: [0, 16, 0xfff0].map((id) => four({ id }, tcp({ dport: 443 }))),
    others: [
      ...[1, 8, 15, 0xffff].map((id) => four({ id }, tcp({ dport: 443 }))),
      four({ id: 16 }, tcp({ dport: 80 })),
      four({ id: 16 }, udp({ dport: 443 })),
    ],
  },
  {
    rule: "wireguard",
    does: "drop",
    matches: [handshake([1, 0, 0, 0]), handshake([1, 0, 0, 0, 9]), handshake([1, 0, 0, 0], "192.0.3.0")],
    others: [
      handshake([2, 0, 0, 0]),
      handshake([1, 0, 0, 1]),
      handshake([1, 0, 0]),
      handshake([0, 0, 0, 1]),
      handshake([1, 0, 0, 0], "192.0.2.1"),
      handshake([1, 0, 0, 0], "198.51.100.255"),
      handshake([1, 0, 0, 0], "203.0.113.5", 51821),
      six({}, udp({ dport: 51820 }), raw(Uint8Array.from([1, 0, 0, 0]))),
    ],
  },
];
