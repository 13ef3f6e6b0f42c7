/** What expressions come to, worked out by hand from docs/semantics.md. */
import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/ir/index.js";
import {
  ethernet,
  frame,
  hopByHop,
  ipv4,
  ipv6,
  ipv6Fragment,
  arp,
  gre,
  icmp,
  raw,
  sctp,
  tcp,
  udp,
  vlan,
} from "../../../src/testing/frames.js";
import { decode, interpret, trace } from "../../../src/testing/index.js";
import { evaluate } from "../../../src/testing/evaluate.js";
import { explain } from "../../../src/testing/explanation.js";
import {
  among,
  and,
  arithmetic,
  boolean,
  choose,
  chooseNumber,
  compare,
  field,
  has,
  inSet,
  negate,
  not,
  or,
  payload,
  payloadLength,
  ruleOf,
  same,
  starts,
} from "../../support/expressions.js";

const packet = decode(
  frame(ethernet(), ipv4({ ttl: 5, src: "128.0.0.1" }), tcp({ dport: 22, sport: 40_000 }), raw("GET /")),
);
const [ttl, dport, src, absent] = [field("ipv4Ttl"), field("tcpDport"), field("ipv4Src"), field("udpDport")];
const yes = boolean(true);
const no = boolean(false);
const lacking = compare("===", absent, 1);

const CASES: readonly (readonly [Expression, bigint | boolean | undefined])[] = [
  [ttl, 5n],
  [absent, undefined],
  [arithmetic("-", ttl, dport), -17n],
  [arithmetic("%", arithmetic("-", ttl, dport), 5), -2n],
  [arithmetic("%", 17, -5), 2n],
  [arithmetic("%", 17, arithmetic("-", ttl, 5)), undefined],
  [arithmetic("/", 17, ttl), 3n],
  [arithmetic("/", 17, arithmetic("-", ttl, 5)), undefined],
  [arithmetic("*", src, -2), -0x1_0000_0002n],
  [arithmetic("&", src, 0xff00_0000), 0x8000_0000n],
  [arithmetic("|", src, 6), 0x8000_0007n],
  [arithmetic("^", ttl, 6), 3n],
  [arithmetic("<<", src, 8), 0x80_0000_0100n],
  [arithmetic(">>", src, 31), 1n],
  [negate(ttl), -5n],
  [compare("<", negate(ttl), 0), true],
  [compare(">", src, 0x7fff_ffff), true],
  [compare("<=", ttl, 5), true],
  [compare(">=", ttl, 6), false],
  [compare("!==", ttl, 5), false],
  [lacking, undefined],
  [not(lacking), undefined],
  [has("tcp"), true],
  [has("udp"), false],
  [not(has("udp")), true],
  [and(no, lacking), false],
  [and(lacking, no), undefined],
  [and(yes, lacking), undefined],
  [or(yes, lacking), true],
  [or(lacking, yes), undefined],
  [or(no, lacking), undefined],
  [choose(yes, no, lacking), false],
  [choose(no, lacking, yes), true],
  [choose(lacking, yes, yes), undefined],
  [chooseNumber(has("udp"), absent, dport), 22n],
  [same(has("tcp"), has("ipv4")), true],
  [same(has("tcp"), has("udp")), false],
  [same(has("tcp"), has("udp"), true), true],
  [same(yes, lacking), undefined],
  [among(dport, 21n, [23n, 80n]), false],
  [among(dport, 21n, [22n, 80n]), true],
  [among(absent, 1n), undefined],
  [inSet(dport, "ports", [1, 22, 80]), true],
  [inSet(dport, "ports", [1, 23, 80]), false],
  [inSet(negate(dport), "ports", [1, 22, 80]), false],
  [payload(1, 0), 0x47n],
  [payload(2, 1), 0x4554n],
  [payload(4, 1), 0x4554_202fn],
  [payload(4, 2), undefined],
  [payload(1, -1), undefined],
  [payload(1, arithmetic("-", ttl, 1)), 0x2fn],
  [payloadLength, 5n],
  [starts("GET /"), true],
  [starts("GET /i"), false],
  [starts("ET", 1), true],
  [starts("/", 4), true],
  [starts("/", 5), false],
];

test.each(CASES.map(([expression, value]) => [expression.text, value, expression] as const))(
  "%s is %s",
  (_, value, expression) => {
    expect(evaluate(expression, packet)).toBe(value);
  },
);

const BODY = raw("body");
const PAYLOADS = {
  "TCP with options": [frame(ethernet(), ipv4(), tcp({ options: [1, 1, 1, 1] }), BODY), "body"],
  "TCP with an offset that is too small": [
    frame(ethernet(), ipv4(), tcp({ dataOffset: 4 }), BODY),
    undefined,
  ],
  "TCP with an offset beyond the frame": [
    frame(ethernet(), ipv4(), tcp({ dataOffset: 15 }), BODY),
    undefined,
  ],
  "TCP with nothing behind it": [frame(ethernet(), ipv4(), tcp()), ""],
  "IP that says it is shorter": [frame(ethernet(), ipv4({ length: 28 }), udp(), BODY), "body"],
  "IP that says it is longer": [
    frame(ethernet(), ipv4({ length: 1500 }), udp({ length: 1000 }), BODY),
    "body",
  ],
  UDP: [frame(ethernet(), ipv6(), udp(), BODY), "body"],
  SCTP: [frame(ethernet(), vlan(1), ipv4(), sctp(), BODY), "body"],
  ICMP: [frame(ethernet(), ipv4({ options: [1, 1, 1, 1] }), icmp(), BODY), "body"],
  GRE: [frame(ethernet(), ipv4(), gre(), BODY).subarray(), "\u0000\u0000\u0000\u0000body"],
  "a later fragment": [frame(ethernet(), ipv4({ fragmentOffset: 2, protocol: 17 }), BODY), "body"],
  "a later fragment of IPv6": [
    frame(ethernet(), ipv6(), hopByHop(), ipv6Fragment({ offset: 2, nextHeader: 17 }), BODY),
    "body",
  ],
  "an ether type that nobody knows": [frame(ethernet({ type: 0x8864 }), BODY), "body"],
  ARP: [frame(ethernet(), arp(), BODY), undefined],
  "a cut header": [frame(ethernet(), ipv4(), udp()).subarray(0, 14 + 20 + 7), undefined],
} as const satisfies Record<string, readonly [Uint8Array, string | undefined]>;

test.each(Object.entries(PAYLOADS))("the payload of %s", (_, [bytes, text]) => {
  const { payload: found } = decode(bytes);
  expect(found && Buffer.from(found).toString("latin1")).toBe(text);
  expect(evaluate(payloadLength, decode(bytes))).toBe(found && BigInt(found.length));
});

test("of a frame beyond 65,504 bytes the payload has no more", () => {
  const bytes = Buffer.concat([frame(ethernet(), ipv4(), udp()), new Uint8Array(66_000)]);
  expect(evaluate(payloadLength, decode(bytes))).toBe(65_504n - 42n);
});

describe("a rule with a predicate", () => {
  const program = {
    policy: "pass",
    sets: [],
    rules: [
      ruleOf(0, [lacking]),
      ruleOf(1, [yes, compare(">", ttl, 5)]),
      ruleOf(2, [and(compare("<", dport, 1024), starts("GET"))], { action: "tx" }),
    ],
  } as const;

  test("matches when all of its predicates hold, and none lacks anything", () => {
    expect(interpret(program, packet)).toMatchObject({ action: "tx", rule: { id: 2 } });
  });

  test("is explained by what its parts came to", () => {
    const rules = trace(program, packet);
    expect(rules.map(({ predicates }) => predicates.map(({ outcome }) => outcome))).toEqual([
      ["lacking"],
      ["holds", "differs"],
      ["holds"],
    ]);
    expect(explain(packet, interpret(program, packet), rules).slice(2)).toEqual([
      '  ✓ ((tcpDport < 1024) && startsWith("GET", 0))',
      "      tcpDport: 22",
      "      (tcpDport < 1024): true",
      '      startsWith("GET", 0): true',
      "what each rule before it lacks:",
      '  drop "rule 0" (rules/predicates.ts:1:1)',
      "    ✗ (udpDport === 1): the packet does not have all of this",
      "        udpDport: it has none",
      '  drop "rule 1" (rules/predicates.ts:2:1)',
      "    ✗ (ipv4Ttl > 5)",
      "        ipv4Ttl: 5",
    ]);
  });
});
