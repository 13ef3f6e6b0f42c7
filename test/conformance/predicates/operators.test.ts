/** Every kind of expression, on every kind of frame: the kernel holds the predicates that the interpreter holds. */
import { describe, expect, test } from "vitest";
import type { ArithmeticOperator, BooleanExpression, ComparisonOperator } from "../../../src/ir/index.js";
import {
  among,
  and,
  arithmetic as calc,
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
  same,
  starts,
} from "../../support/expressions.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { judgeAll } from "./judges.js";
import { manySamples } from "./samples.js";

const COMPARISONS: readonly ComparisonOperator[] = ["===", "!==", "<", "<=", ">", ">="];
const [ttl, dport, sport, length] = [
  field("ipv4Ttl"),
  field("tcpDport"),
  field("tcpSport"),
  field("packetLength"),
];
const [src, seq, mac] = [field("ipv4Src"), field("tcpSeq"), field("etherSrc")];

/** What a number is: compared with a value that only it comes to, in some frame. */
const comesTo = (number: Parameters<typeof compare>[1], ...values: (number | bigint)[]) =>
  values.map((value) => compare("===", number, value));

const small = calc("-", ttl, 64);
const large = calc("*", src, 2_000_000);

const TABLE: Readonly<Record<string, readonly BooleanExpression[]>> = {
  "comparisons of fields, constants, negative and large numbers": COMPARISONS.flatMap((op) => [
    compare(op, ttl, 64),
    compare(op, 64, ttl),
    compare(op, sport, dport),
    compare(op, small, 0),
    compare(op, small, -1),
    compare(op, negate(dport), -80),
    compare(op, large, 2_000_000n * 2n ** 31n),
    compare(op, negate(large), -2_000_000n * 2n ** 31n),
    // In 32 bits these would be the same, or of the other sign.
    compare(op, src, 0x8000_0000),
    compare(op, calc("-", src, 0x8000_0000), 0),
    compare(op, seq, 0xffff_ffff),
    compare(op, calc("+", seq, 1), 2n ** 32n),
    compare(op, calc("*", mac, 16), 2n ** 51n),
    compare(op, mac, 0x0200_0000_0001n),
  ]),
  arithmetic: [
    ...comesTo(calc("+", ttl, dport), 64, 144, 65_599),
    ...comesTo(calc("-", ttl, dport), -16, 64, -65_471),
    ...comesTo(calc("*", calc("-", ttl, 65), calc("+", dport, 1)), -81, -1, -65_536),
    ...comesTo(calc("+", src, src), 2 ** 32, 2 ** 33 - 2, 0),
    ...comesTo(calc("/", dport, 7), 11, 0, 9362),
    ...comesTo(calc("/", 1000, dport), 12, 0, 1000),
    ...comesTo(calc("/", 1_000_000_000_000n, calc("+", dport, 1)), 12_345_679_012n, 15_258_789),
    ...comesTo(calc("%", dport, 7), 3, 0, 1),
    ...comesTo(calc("%", small, 7), 0, -1, 1, -6, 3),
    ...comesTo(calc("%", small, -7), 0, -1, 1, 3),
    ...comesTo(calc("%", 100, small), 0, 37, 100 % 63),
    ...comesTo(calc("%", negate(large), 1_000_003), 0, -1),
    compare(">=", calc("%", small, dport), 0),
    compare("<", calc("/", src, calc("&", dport, 15)), 1000),
    compare("===", negate(negate(ttl)), 64),
    compare("===", negate(small), 0),
    compare("<", negate(small), 0),
  ],
  "bit operators, which are not of 32 bits": [
    ...comesTo(calc("&", src, 0xff00_0000), 0x0a00_0000, 0xff00_0000, 0),
    ...comesTo(calc("|", dport, 0x8000_0000), 0x8000_0050, 0x8000_0000),
    ...comesTo(calc("^", dport, 0xffff), 0xffaf, 0, 0xffff),
    ...comesTo(calc("<<", dport, 31), 80n << 31n, 0, 0xffffn << 31n),
    ...comesTo(calc("<<", 1, calc("&", ttl, 31)), 1, 2n ** 31n),
    ...comesTo(calc(">>", src, 24), 10, 255, 0),
    ...comesTo(calc(">>", src, ttl), 0, 5),
    ...comesTo(calc(">>", calc("*", mac, 16), ttl), 0, 1),
    ...comesTo(calc("<<", calc("-", ttl, ttl), calc("&", ttl, 7)), 0).slice(1),
    compare("===", calc(">>", calc("<<", ttl, 40), 40), ttl),
    compare("!==", calc("&", calc("|", src, 1), 1), 1),
    compare(">", calc("&", calc("*", mac, 16), 0xf_ffff_ffff_0000n), 2n ** 40n),
  ],
  presence: [
    has("tcp"),
    has("udp"),
    has("ipv4"),
    has("ipv6"),
    has("arp"),
    has("vlan"),
    has("icmp"),
    has("icmpv6"),
    has("sctp"),
    not(has("ipv4")),
    and(has("ipv4"), compare("<", ttl, 65)),
    and(not(has("ipv4")), compare(">", field("ipv6HopLimit"), 1)),
    or(not(has("ipv4")), compare("===", ttl, 64)),
    or(compare("===", ttl, 64), not(has("ipv4"))),
    not(and(has("tcp"), compare("===", dport, 80))),
    not(or(not(has("tcp")), compare("===", dport, 80))),
    not(compare("===", dport, 80)),
    or(
      and(has("tcp"), compare("===", dport, 80)),
      and(has("udp"), compare("===", field("udpDport"), 53)),
      has("arp"),
    ),
    and(or(has("arp"), compare("<", ttl, 65)), or(not(has("tcp")), compare("<", dport, 1024))),
    compare("===", chooseNumber(has("tcp"), dport, chooseNumber(has("udp"), field("udpDport"), ttl)), 80),
    compare("<", chooseNumber(has("vlan"), field("vlanId"), 0), 11),
    choose(has("ipv4"), compare("===", ttl, 64), has("ipv6")),
    choose(has("vlan"), boolean(false), choose(has("ipv6"), boolean(true), compare(">", dport, 100))),
    not(choose(has("ipv4"), compare("===", ttl, 64), compare("===", field("vlanId"), 10))),
    same(has("vlan"), has("ipv6")),
    same(has("vlan"), has("ipv6"), true),
    same(compare("<", dport, 100), compare("<", sport, 100)),
    same(and(has("tcp"), compare("<", dport, 100)), has("ipv4"), true),
    boolean(true),
    boolean(false),
    and(boolean(true), compare("===", ttl, 64)),
    or(boolean(false), compare("===", ttl, 64)),
    and(compare("===", ttl, 64), boolean(false)),
    or(compare("===", ttl, 64), boolean(true)),
  ],
  "what is worked out more than once": [
    compare(">", calc("*", calc("-", dport, sport), calc("-", dport, sport)), 100),
    and(compare(">", calc("+", dport, ttl), 100), compare("<", calc("+", dport, ttl), 1000)),
    or(
      and(has("tcp"), compare(">", calc("+", dport, 1), 100)),
      compare("<", calc("+", field("udpDport"), 1), 55),
    ),
    compare(
      "===",
      chooseNumber(compare("<", dport, sport), calc("-", sport, dport), calc("-", dport, sport)),
      chooseNumber(compare("<", sport, dport), calc("-", dport, sport), calc("-", sport, dport)),
    ),
    compare("===", calc("+", payload(1, 0), payload(1, 0)), 2 * 71),
  ],
  membership: [
    among(dport, 80n, 443n, [1000n, 2000n]),
    not(among(dport, 80n, [1024n, 65_535n])),
    among(src, [0x0a00_0000n, 0x0aff_ffffn], [0xc0a8_0000n, 0xc0a8_ffffn]),
    among(field("ipv6Src"), [0x2001_0db8n << 96n, ((0x2001_0db8n + 1n) << 96n) - 1n], 1n),
    among(field("ipv6Dst"), [0n, 2n ** 64n], [2n ** 127n, 2n ** 128n - 1n]),
    among(mac, 0x0200_0000_0001n, [0x0400_0000_0000n, 0xffff_ffff_ffffn]),
    among(dport, [0n, 65_535n]),
    among(small, 0n, [1n, 5n]),
    among(calc("+", dport, 1), 81n, [1n, 2n]),
    among(calc("-", dport, 80), 0n, [65_000n, 70_000n]),
    among(large, [2n ** 40n, 2n ** 52n]),
    among(length, [60n, 70n]),
    inSet(
      dport,
      "odd",
      Array.from({ length: 1000 }, (_, i) => 81 + 2 * i),
    ),
    not(
      inSet(
        dport,
        "even",
        Array.from({ length: 1000 }, (_, i) => 2 * i),
      ),
    ),
    inSet(calc("+", dport, 1), "few", [81, 1, 65_536]),
    and(
      has("tcp"),
      inSet(
        src,
        "many",
        Array.from({ length: 500 }, (_, i) => 0x0a00_0001 + 2 * i),
      ),
    ),
  ],
  "fields of 128 bits": [
    compare("===", field("ipv6Src"), field("ipv6Dst")),
    compare("!==", field("ipv6Src"), field("ipv6Dst")),
    compare("===", field("ipv6Src"), 1n),
    compare("!==", field("ipv6Src"), 2n ** 128n - 1n),
    compare("===", 0x2001_0db8n << 96n, field("ipv6Dst")),
    compare("===", field("ipv6Src"), ttl),
    compare("===", field("ipv6Src"), field("ipv6HopLimit")),
  ],
  payload: [
    starts("G"),
    starts("GET "),
    starts("ET", 1),
    starts("\u0000\u0001"),
    starts("\u00ff\u00ff\u00ff\u00ff"),
    starts('"\\?', 0),
    starts("GET /index"),
    starts("G".repeat(64)),
    starts("x", 65_535),
    not(starts("GET")),
    or(starts("GET"), compare("===", payload(1, 0), 2)),
    and(starts("GET"), has("tcp"), compare("===", dport, 80)),
    ...[0, 1, 3, 5, 9].flatMap((at) => [
      compare(">", payload(1, at), 0x46),
      compare(">=", payload(2, at), 0),
      compare("===", payload(4, at), 0x4745_5420),
      compare("<", payload(4, at), 0x8000_0000),
    ]),
    compare(">", payload(1, 65_535), -1),
    compare(">", payload(4, 65_500), -1),
    compare(">", payload(2, 2n ** 40n), -1),
    compare("===", payload(1, -1), 0),
    compare(">=", payload(1, calc("-", ttl, 65)), 0),
    compare(">=", payload(1, calc("-", ttl, 64)), 0),
    compare(">=", payload(2, calc("*", mac, 16)), 0),
    compare(">=", payload(2, negate(calc("*", mac, 16))), 0),
    compare("===", payload(1, payload(1, 0)), 71),
    compare(">=", payload(2, calc("*", calc("&", payload(1, 0), 3), 4)), 0),
    not(compare("===", payload(1, 3), 32)),
    choose(compare(">", payload(1, 0), 70), compare("===", payload(1, 1), 69), starts("\u0000")),
    compare("===", chooseNumber(starts("GET"), payload(1, 3), payload(1, 2)), 32),
    compare("===", calc("%", 100, payload(1, 0)), 29),
    compare("<", calc("/", 1_000_000, payload(2, 0)), 100),
    compare(">", calc("-", length, calc("+", payload(1, 0), 1)), 0),
  ],
};

/** Predicates that hold for no frame, or for all: that is what they ask. All others hold for some and not for others. */
const CONSTANT: ReadonlySet<string> = new Set([
  "(((-(ipv4Src * 2000000)) % 1000003) === -1)",
  "((ipv4Src >> ipv4Ttl) === 5)",
  "(((etherSrc * 16) >> ipv4Ttl) === 1)",
  "(((ipv4Src | 1) & 1) !== 1)",
  "(tcpSeq > 4294967295)",
  "((tcpSeq + 1) > 4294967296)",
  "(ipv6Src === ipv4Ttl)",
  "true",
  "false",
  "((ipv4Ttl === 64) && false)",
  'startsWith("\\"\\\\?", 0)',
  `startsWith("${"G".repeat(64)}", 0)`,
  'startsWith("x", 65535)',
  ...[1, 3, 5, 9].map((at) => `(u32(${at}) === 1195725856)`),
  "(u8(65535) > -1)",
  "(u32(65500) > -1)",
  "(u16(1099511627776) > -1)",
  "(u8(-1) === 0)",
]);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("the kernel and the interpreter"), () => {
  const samples = manySamples();
  test.each(Object.entries(TABLE))(
    "%s",
    async (_, expressions) => {
      const { differences, held } = await judgeAll(expressions, samples);
      expect(differences).toEqual([]);
      const constant = expressions.filter((_each, i) => held[i] === 0 || held[i] === samples.length);
      expect(constant.map(({ text }) => text).filter((text) => !CONSTANT.has(text))).toEqual([]);
    },
    300_000,
  );
});

/** Each operator stands in the table. */
test("every operator is among them", () => {
  const texts = Object.values(TABLE)
    .flat()
    .map(({ text }) => text);
  const operators: readonly (ArithmeticOperator | ComparisonOperator)[] = [
    ...COMPARISONS,
    "+",
    "-",
    "*",
    "/",
    "%",
    "&",
    "|",
    "^",
    "<<",
    ">>",
  ];
  for (const op of operators)
    expect(
      texts.some((text) => text.includes(` ${op} `)),
      op,
    ).toBe(true);
});
