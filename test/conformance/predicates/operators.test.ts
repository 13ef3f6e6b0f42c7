/** Every kind of expression, on every kind of frame: the kernel holds the predicates that the interpreter holds. */
import { describe, expect, test } from "vitest";
import type { ArithmeticOperator, ComparisonOperator } from "../../../src/ir/index.js";
import { COMPARISONS, PREDICATE_TABLE } from "../../support/predicate-table.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { differenceText, judgeAll } from "./judges.js";
import { manySamples } from "./samples.js";

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
  test.each(Object.entries(PREDICATE_TABLE))(
    "%s",
    async (_, expressions) => {
      const { differences, held } = await judgeAll(expressions, samples);
      expect(differences.map(differenceText)).toEqual([]);
      const constant = expressions.filter((_each, i) => held[i] === 0 || held[i] === samples.length);
      expect(constant.map(({ text }) => text).filter((text) => !CONSTANT.has(text))).toEqual([]);
    },
    300_000,
  );
});

/** Each operator stands in the table. */
test("every operator is among them", () => {
  const texts = Object.values(PREDICATE_TABLE)
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
