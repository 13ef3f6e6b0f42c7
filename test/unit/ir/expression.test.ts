/** The ranges of numbers, and which expressions are not sound. */
import { describe, expect, test } from "vitest";
import {
  EXPRESSION_LIMITS,
  expressionFault,
  LARGEST_NUMBER,
  rangeOf,
  verify,
  type BooleanExpression,
  type NumberExpression,
} from "../../../src/ir/index.js";
import { decode } from "../../../src/testing/index.js";
import { evaluate } from "../../../src/testing/evaluate.js";
import { ethernet, frame, ipv4, raw, tcp } from "../../../src/testing/frames.js";
import {
  and,
  arithmetic,
  choose,
  chooseNumber,
  compare,
  field,
  has,
  negate,
  not,
  or,
  payload,
  ruleOf,
  starts,
} from "../../support/expressions.js";
import { createExpressions } from "../../support/random-expressions.js";
import { createRandom } from "../../support/random-numbers.js";

const [ttl, port, src, mac] = [field("ipv4Ttl"), field("tcpDport"), field("ipv4Src"), field("etherSrc")];

describe("ranges", () => {
  const small = arithmetic("-", ttl, 10);
  const RANGES: readonly (readonly [NumberExpression, bigint, bigint])[] = [
    [ttl, 0n, 255n],
    [payload(4, 0), 0n, 2n ** 32n - 1n],
    [negate(ttl), -255n, 0n],
    [arithmetic("+", ttl, port), 0n, 65_790n],
    [small, -10n, 245n],
    [arithmetic("*", small, small), -2450n, 60_025n],
    [arithmetic("/", port, 10), 0n, 6553n],
    [arithmetic("/", port, ttl), 0n, 65_535n],
    [arithmetic("%", port, 10), 0n, 9n],
    [arithmetic("%", small, 7), -6n, 6n],
    [arithmetic("%", small, -300), -10n, 245n],
    [arithmetic("&", port, 0xff), 0n, 255n],
    [arithmetic("|", ttl, 0x100), 0x100n, 0x1ffn],
    [arithmetic("^", ttl, port), 0n, 65_535n],
    [arithmetic("<<", ttl, 4), 0n, 4080n],
    [arithmetic(">>", port, 4), 0n, 4095n],
    [arithmetic(">>", port, ttl), 0n, 65_535n],
    [chooseNumber(has("tcp"), port, -1), -1n, 65_535n],
  ];
  test.each(RANGES.map((row) => [row[0].text, ...row] as const))("of %s", (_, expression, least, most) => {
    expect(rangeOf(expression)).toEqual({ least, most });
  });

  test("hold what random numbers come to", () => {
    const random = createRandom(3);
    const { number } = createExpressions(random);
    const packets = Array.from({ length: 40 }, () => {
      const bytes = frame(ethernet(), ipv4(), tcp(), raw(Array.from({ length: 12 }, () => random(256))));
      for (const at of [22, 26, 27, 28, 34, 36, 38, 39, 48]) bytes[at] = random(256);
      return decode(bytes);
    });
    let asked = 0;
    for (let i = 0; i < 2000; i++) {
      const expression = number(1 + (i % 5));
      const { least, most } = rangeOf(expression);
      for (const each of packets) {
        const value = evaluate(expression, each) as bigint | undefined;
        if (value === undefined) continue;
        asked++;
        expect(value >= least && value <= most, `${expression.text} is ${value}`).toBe(true);
      }
    }
    expect(asked).toBeGreaterThan(10_000);
  });
});

describe("faults", () => {
  const chain = (count: number) =>
    Array.from({ length: count }, (_, i) => compare("===", port, i)).reduce((a, b) => or(a, b));
  const early = (count: number) =>
    Array.from({ length: count }, (_, i) => i).reduce<BooleanExpression>(
      (rest, i) => choose(compare("===", port, i), compare("<", ttl, i), rest),
      has("udp"),
    );
  const nested = (count: number): NumberExpression =>
    Array.from({ length: count }).reduce<NumberExpression>((n) => arithmetic("&", n, 255), ttl);

  const FAULTS: readonly (readonly [string, BooleanExpression, string])[] = [
    ["too large a product", compare("<", arithmetic("*", mac, mac), 1), "too-large"],
    [
      "one more than 2^53 - 1",
      compare("<", arithmetic("+", arithmetic("*", mac, 31), LARGEST_NUMBER), 1),
      "too-large",
    ],
    ["a shift too far", compare("<", arithmetic("<<", src, ttl), 1), "too-large"],
    ["order of addresses of 128 bits", compare("<", field("ipv6Src"), field("ipv6Dst")), "too-large"],
    ["a negative constant beside one", compare("===", field("ipv6Src"), -1), "negative"],
    ["sums of them", compare("===", arithmetic("+", field("ipv6Src"), 1), 2), "too-large"],
    ["a negative operand", compare("===", arithmetic("&", arithmetic("-", ttl, 1), 1), 1), "negative"],
    ["a negative dividend", compare("===", arithmetic("/", negate(ttl), 2), 1), "negative"],
    [
      "places that may be negative",
      compare("===", arithmetic(">>", port, arithmetic("-", ttl, 1)), 1),
      "negative",
    ],
    ["a remainder of negative numbers", compare("===", arithmetic("%", negate(ttl), 2), 1), ""],
    ["a long chain", chain(EXPRESSION_LIMITS.parts / 4 - 1), ""],
    ["too long a chain", chain(EXPRESSION_LIMITS.parts), "too-many-parts"],
    ["too many within each other", compare("===", nested(EXPRESSION_LIMITS.depth), 1), "too-many-parts"],
    ["a long function of early returns", early(200), ""],
    ["one at the end of a chain", and(has("tcp"), early(200)), ""],
    ["what is made of one", not(early(200)), "too-many-parts"],
    ["bytes of nothing", starts(""), "malformed"],
    ["too many bytes", starts("x".repeat(65)), "malformed"],
    ["a boolean where a number belongs", compare("===", has("tcp") as never, 1), "malformed"],
    ["a number where a boolean belongs", and(has("tcp"), ttl as never), "malformed"],
    ["the opposite of a number", not(ttl as never), "malformed"],
  ];
  test.each(FAULTS)("%s", (_, expression, kind) => {
    expect(expressionFault(expression)?.kind ?? "").toBe(kind);
  });

  test("a program with one is a bug of the phase that made it", () => {
    const tooLarge = compare("<", arithmetic("*", mac, mac), 1);
    const program = { policy: "pass", sets: [], rules: [ruleOf(0, [tooLarge])] } as const;
    expect(() => verify(program, "a phase")).toThrow(
      'after a phase: rule 0 "rule 0": predicate : too-large: (etherSrc * etherSrc)',
    );
  });
});
