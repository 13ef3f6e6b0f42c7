import { drop, not, pass, range, ruleset, type Rules, type Ruleset } from "../../src/dsl/index.js";
import type { TcpFlagName } from "../../src/packet/index.js";
import {
  arp,
  ethernet,
  frame,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  ipv6Fragment,
  sctp,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../../src/testing/frames.js";

/** What docs/semantics.md says of rules as users write them: which of these frames are dropped and which pass. */
export interface Sentence {
  readonly title: string;
  readonly rules: Rules | Ruleset;
  readonly dropped: readonly Uint8Array[];
  readonly passed: readonly Uint8Array[];
}

const ip4 = (...layers: readonly Layer[]) => frame(ethernet(), ipv4(), ...layers);
const ip6 = (...layers: readonly Layer[]) => frame(ethernet(), ipv6(), ...layers);
const from4 = (src: string) => frame(ethernet(), ipv4({ src }), udp());
const from6 = (src: string) => frame(ethernet(), ipv6({ src }), udp());
const to = (dport: number) => ip4(tcp({ dport }));
const flags = (...names: readonly TcpFlagName[]) => ip4(tcp({ flags: names }));
const tagged = (...tags: readonly Parameters<typeof vlan>[0][]) =>
  frame(ethernet(), ...tags.map(vlan), ipv4(), udp());
const cut = (bytes: Uint8Array, size: number) => bytes.subarray(0, size);

/** A fragment header whose second byte is reserved, and so are the two bits above the lowest of its fourth. */
const fragmentHeader = (reserved: number, low: number): Layer => ({
  protocol: 44,
  encode: (next) => Uint8Array.from([next?.protocol ?? 59, reserved, 0, low, 0, 0, 0, 0]),
});

const ARP = frame(ethernet(), arp());
const ECHO = ip4(icmp());
const RESERVED_FLAG = 0x8000;

export const SENTENCES: readonly Sentence[] = [
  {
    title: "the first rule that matches decides, and the policy is pass",
    rules: [pass().tcpDport(22), drop().tcp()],
    dropped: [to(23)],
    passed: [to(22), ip4(udp({ dport: 23 })), ARP],
  },
  {
    title: "a policy",
    rules: ruleset({ policy: "drop" }, pass().tcpDport(22)),
    dropped: [to(23), ARP],
    passed: [to(22)],
  },
  {
    title: "a rule without matches",
    rules: [pass().arp(), drop()],
    dropped: [to(22), ip6(udp())],
    passed: [ARP],
  },
  {
    title: "all matches of a rule",
    rules: drop().ipv4Src("10.0.0.1").udpDport(53),
    dropped: [frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ dport: 53 }))],
    passed: [
      frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ dport: 54 })),
      frame(ethernet(), ipv4({ src: "10.0.0.2" }), udp({ dport: 53 })),
    ],
  },
  {
    title: "any of several values",
    rules: drop().ipv4Src("10.0.0.0/8", "192.0.2.1"),
    dropped: ["10.0.0.0", "10.255.255.255", "192.0.2.1"].map(from4),
    passed: ["9.255.255.255", "11.0.0.0", "192.0.2.0", "192.0.2.2", "1.2.0.192"].map(from4),
  },
  {
    title: "not turns the comparison round and never the presence",
    rules: drop().ipv4Src(not("10.0.0.0/8", "192.0.2.1")),
    dropped: ["9.255.255.255", "11.0.0.0", "192.0.2.2"].map(from4),
    passed: [...["10.0.0.0", "10.255.255.255", "192.0.2.1"].map(from4), from6("2001:db8::1"), ARP],
  },
  {
    title: "a range has both of its ends",
    rules: drop().tcpDport(range(1000, 1002), range(5, 5)),
    dropped: [1000, 1001, 1002, 5].map(to),
    passed: [999, 1003, 4, 6].map(to),
  },
  {
    title: "two ranges with one value between",
    rules: drop().tcpDport(range(10, 19), range(21, 30)),
    dropped: [10, 19, 21, 30].map(to),
    passed: [9, 20, 31].map(to),
  },
  {
    title: "a range of addresses that is as long as a prefix and is none",
    rules: drop().ipv4Src(range("10.0.0.1", "10.0.0.4")),
    dropped: ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"].map(from4),
    passed: ["10.0.0.0", "10.0.0.5"].map(from4),
  },
  {
    title: "values at the ends of a field",
    rules: drop().tcpDport(0, 65535),
    dropped: [0, 65535].map(to),
    passed: [1, 65534, 256].map(to),
  },
  {
    title: "prefixes of IPv6 in either half",
    rules: drop().ipv6Src("2001:db8:0:0:8000::/65", "fe80::/10", "::ffff:192.0.2.1"),
    dropped: ["2001:db8::8000:0:0:0", "2001:db8::ffff:0:0:1", "fe80::", "febf::1", "::ffff:192.0.2.1"].map(
      from6,
    ),
    passed: ["2001:db8::7fff:0:0:0", "2001:db8:0:1:8000::", "fec0::", "::ffff:192.0.2.2"].map(from6),
  },
  {
    title: "a range of IPv6 addresses over the border of the halves",
    rules: drop().ipv6Src(range("2001:db8::ffff:ffff:ffff:fffe", "2001:db8:0:1::1")),
    dropped: ["2001:db8::ffff:ffff:ffff:fffe", "2001:db8:0:1::", "2001:db8:0:1::1"].map(from6),
    passed: ["2001:db8::ffff:ffff:ffff:fffd", "2001:db8:0:1::2", "2001:db8:0:2::", "::1"].map(from6),
  },
  {
    title: "an IPv4 address in IPv6 is no IPv4 address",
    rules: drop().ipv4Src("192.0.2.1"),
    dropped: [from4("192.0.2.1")],
    passed: [from6("::ffff:192.0.2.1"), frame(ethernet(), arp({ senderIp: "192.0.2.1" }))],
  },
  {
    title: "bit tests look at the bits they name and at no others",
    rules: drop().tcpFlags({ syn: true, ack: false }),
    dropped: [flags("syn"), flags("syn", "ece", "cwr")],
    passed: [flags(), flags("ack"), flags("syn", "ack")],
  },
  {
    title: "any, all and exactly these flags",
    rules: [
      pass().tcpFlags({ exact: ["rst"] }),
      drop().tcpFlags({ any: ["fin", "rst"] }),
      drop().tcpFlags({ all: ["psh", "urg"] }),
    ],
    dropped: [flags("fin"), flags("rst", "ack"), flags("psh", "urg"), flags("psh", "urg", "ack")],
    passed: [flags("rst"), flags(), flags("psh"), flags("urg", "ack")],
  },
  {
    title: "not of flags",
    rules: drop().tcpFlags(not({ syn: true, ack: false })),
    dropped: [flags(), flags("ack"), flags("syn", "ack")],
    passed: [flags("syn"), ip4(udp())],
  },
  {
    title: "names",
    rules: drop().l4Protocol("sctp", "icmpv6").icmpv6Type("echo-request", "echo-reply"),
    dropped: [ip6(icmpv6({ type: 128 })), ip6(hopByHop(), icmpv6({ type: 129 }))],
    passed: [ip6(icmpv6({ type: 127 })), ip6(icmpv6({ type: 130 })), ip6(sctp()), ECHO],
  },
  {
    title: "malformed frames, by a match",
    rules: drop().malformed(),
    dropped: [cut(to(22), 40), frame(ethernet(), vlan(), vlan(), vlan(), ipv4(), tcp())],
    passed: [to(22), ARP, frame(ethernet())],
  },
  {
    title: "malformed frames, by the option",
    rules: ruleset({ malformed: "drop", policy: "pass" }, pass().tcpDport(22)),
    dropped: [cut(to(22), 53), frame(ethernet(), ipv4({ version: 5 }), tcp())],
    passed: [to(22), to(23)],
  },
  {
    title: "frames that are not malformed",
    rules: drop().malformed(false).tcp(),
    dropped: [to(22)],
    passed: [cut(to(22), 53), ip4(udp())],
  },
  {
    title: "protocols",
    rules: [drop().ipv4().tcp(), drop().ipv6().udp(), drop().icmp(), drop().vlan()],
    dropped: [to(1), ip6(udp()), ECHO, frame(ethernet(), vlan(), ipv4(), udp())],
    passed: [ip6(tcp()), ip4(udp()), ip6(icmp()), ip4(sctp()), ARP],
  },
  {
    title: "first, later and any fragments",
    rules: [pass().fragment("first").udp(), drop().fragment("any")],
    dropped: [
      frame(ethernet(), ipv4({ moreFragments: true }), tcp()),
      frame(ethernet(), ipv4({ fragmentOffset: 1 }), udp()),
      frame(ethernet(), ipv4({ fragmentOffset: 0x1fff, moreFragments: true }), udp()),
      ip6(ipv6Fragment({ offset: 1 }), udp()),
    ],
    passed: [
      frame(ethernet(), ipv4({ moreFragments: true }), udp()),
      ip6(ipv6Fragment({ more: true }), udp()),
      frame(ethernet(), ipv4({ dontFragment: true }), tcp()),
      ip6(ipv6Fragment(), tcp()),
    ],
  },
  {
    title: "what is reserved in a fragment's flags means nothing",
    rules: [pass().fragment("none").dport(53), drop()],
    dropped: [frame(ethernet(), ipv4({ moreFragments: true }), udp({ dport: 53 }))],
    passed: [
      frame(ethernet(), ipv4({ fragmentOffset: RESERVED_FLAG }), udp({ dport: 53 })),
      ip6(fragmentHeader(0, 0b110), udp({ dport: 53 })),
      ip6(fragmentHeader(1, 0), udp({ dport: 53 })),
      ip6(fragmentHeader(0xff, 0b110), tcp({ dport: 53 })),
    ],
  },
  {
    title: "the parts of a tag have nothing to do with each other",
    rules: [drop().vlanId(10), drop().vlanPriority(5), drop().vlanInnerId(20)],
    dropped: [
      tagged({ id: 10, priority: 7 }),
      tagged({ id: 4095, priority: 5 }),
      tagged({ id: 1, priority: 1 }, { id: 20, priority: 7 }),
    ],
    passed: [tagged({ id: 11, priority: 2 }), tagged({ id: 20, priority: 7 }, { id: 10, priority: 5 })],
  },
  {
    title: "SCTP's ports are no ports of TCP or UDP",
    rules: [pass().sctpDport(1), drop().dport(range(0, 65535))],
    dropped: [to(22), ip6(udp())],
    passed: [ip4(sctp({ dport: 1 })), ip4(sctp({ dport: 22 })), ECHO],
  },
];
