/** 32 rules on captures of tcpdump's and zeek's test suites: the frames that they match, found by tcpdump and by another decoder. */
import { describe, expect, test } from "vitest";
import { drop, range, type Rules } from "../../../src/index.js";
import { programOf, readCapture } from "../../../src/testing/index.js";
import { dropped, ENGINES } from "./engines.js";
import { fileOf, isThere, objectsOf, titleOf } from "./testdata.js";

interface Expectation {
  readonly id: string;
  readonly capture: string;
  readonly rule: string;
  /** The frames that the other decoder finds; it assumes what docs/semantics.md says. */
  readonly ref_idx: readonly number[];
  /** The frames that tcpdump finds with a filter that means the same, as far as pcap-filter can say it. */
  readonly tcpdump_idx: readonly number[];
  /** How many frames the other decoder finds; when AH ends the walk; when IP lengths that do not fit make a packet not IP. */
  readonly ref: number;
  readonly ref_ah: number;
  readonly ref_strict: number;
}

const RULES: Readonly<Record<string, Rules>> = {
  O01: drop().ipv4Src("10.40.2.3"),
  O02: drop().ipv4Dst("192.0.0.0/24"),
  O03: drop().ipv4Src("0.0.0.0/1"),
  O04: [drop().tcpDport(179), drop().tcpSport(179)],
  O05: drop().udpDport(67),
  O06: drop().udpDport(range(50, 130)),
  O07: drop().tcpFlags({ syn: true, ack: false }),
  O08: drop().ipv6Src("::1"),
  O09: drop().icmpv6(),
  O10: drop().icmpv6(),
  O11: drop().arp(),
  O12: drop().udpDport(2152),
  O13: drop().udp(),
  O14: drop().ipv4().fragment("later"),
  O15: drop().ipv4Src("207.233.125.40").udpDport(2152),
  O16: drop().vlanId(1213),
  O17: drop().vlan(),
  O18: drop().ipv4Protocol("gre"),
  O19: drop().ipv4Protocol("gre"),
  O20: drop().ipv6Src("fe80::/10"),
  O21: drop().l4Protocol("ospf"),
  O22: drop().udp(),
  O23: drop().icmpv6(),
  O24: drop().icmpType("echo-request"),
  O25: drop().icmpType(3),
  O26: drop().icmpv6Type(range(133, 137)),
  O27: drop().udpDport(4789),
  O28: drop().ipv4Protocol("gre"),
  O29: drop().tcp(),
  O30: drop().ipv4Protocol("igmp"),
  O31: [drop().tcp(), drop().udp()],
  O32: drop().ipv4(),
};

/** Frames on which tcpdump and docs/semantics.md do not agree. */
interface Disagreement {
  readonly why: string;
  readonly tcpdumpAlone?: readonly number[];
  readonly xdpgenAlone?: readonly number[];
}

const TAGGED =
  "the frames have a VLAN tag, and a filter without `vlan` looks for IP right behind the addresses";
const VERSION_0 = "the ether type is IPv6's and the version is 0: tcpdump looks at the ether type alone";
const CUT_IPV6 =
  "the frames end within the 40 bytes of the IPv6 header, behind the next-header byte that tcpdump reads";

/** Every frame of every row on which tcpdump answers otherwise, and why. */
const TCPDUMP_DIFFERS: Readonly<Record<string, readonly Disagreement[]>> = {
  O04: [{ why: TAGGED, xdpgenAlone: [298, 299] }],
  O09: [
    {
      why: "there is a hop-by-hop header before ICMPv6, and `icmp6` looks at the fixed header's next-header byte",
      xdpgenAlone: [42, 47, 51, 53, 55, 56, 58, 62, 66, 68, 80, 84, 85],
    },
  ],
  O18: [
    {
      why: TAGGED,
      xdpgenAlone: [12, 13, 17, 18, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 42, 43, 47, 48, 50],
    },
  ],
  O20: [{ why: VERSION_0, tcpdumpAlone: [1] }],
  O22: [
    { why: CUT_IPV6, tcpdumpAlone: [15, 17] },
    {
      why: "there are more than eight extension headers, so the walk ends before UDP is reached",
      tcpdumpAlone: [21],
    },
  ],
  O23: [
    { why: VERSION_0, tcpdumpAlone: [1, 3] },
    {
      why: "there is a routing header before ICMPv6, and `icmp6` looks at the fixed header's next-header byte",
      xdpgenAlone: [4, 5],
    },
  ],
  O31: [
    { why: "the header length is 4 words, which no IPv4 header has", tcpdumpAlone: [1] },
    { why: "the frame ends within the IPv4 header", tcpdumpAlone: [2] },
    { why: CUT_IPV6, tcpdumpAlone: [5, 16] },
    { why: TAGGED, xdpgenAlone: [11] },
  ],
  O32: [
    { why: "the header length is 4 words, which no IPv4 header has", tcpdumpAlone: [1] },
    { why: "the frame ends within the IPv4 header", tcpdumpAlone: [2] },
    { why: TAGGED, xdpgenAlone: [11] },
  ],
};

/** Rows on which a decoder counts otherwise that makes two choices differently from docs/semantics.md. */
const OTHER_CHOICES = {
  // AH is walked in IPv6, so that OSPF and UDP behind it are seen.
  ref_ah: ["O21", "O22"],
  // Lengths that headers claim are not believed: the frame's end is the only bound.
  ref_strict: ["O03", "O04", "O07", "O22", "O23", "O31", "O32"],
} as const;

const expectations = objectsOf<Expectation>("differential/expected.jsonl");
const framesOf = ({ capture }: Expectation) => readCapture(fileOf(`differential/corpus/${capture}.pcap`));
const without = (some: readonly number[], others: readonly number[]) =>
  some.filter((index) => !others.includes(index));

describe.skipIf(!isThere)(titleOf("rules whose frames are known"), () => {
  test("every expectation has its rules here", () => {
    expect(Object.keys(RULES)).toEqual(expectations.map(({ id }) => id));
  });

  describe.each(ENGINES)("$title", { concurrent: true }, (engine) => {
    test.skipIf(engine.isMissing).each(expectations)("$id: $rule on $capture", async (expectation) => {
      const { id, ref_idx, tcpdump_idx } = expectation;
      const found = await dropped(engine, programOf(RULES[id]!), framesOf(expectation));
      expect(found).toEqual(ref_idx);
      const known = TCPDUMP_DIFFERS[id] ?? [];
      const sorted = (frames: readonly number[]) => [...frames].sort((a, b) => a - b);
      expect({ tcpdump: without(tcpdump_idx, found), xdpgen: without(found, tcpdump_idx) }).toEqual({
        tcpdump: sorted(known.flatMap(({ tcpdumpAlone }) => tcpdumpAlone ?? [])),
        xdpgen: sorted(known.flatMap(({ xdpgenAlone }) => xdpgenAlone ?? [])),
      });
    });
  });

  test.each(["ref_ah", "ref_strict"] as const)(
    "%s differs where docs/semantics.md chose otherwise",
    (column) => {
      const differing = expectations.filter((row) => row[column] !== row.ref).map(({ id }) => id);
      expect(differing).toEqual(OTHER_CHOICES[column]);
    },
  );
});
