/** How rules that are too many for one function of C are cut into parts, and lists that are too long for one. */
import { describe, expect, test } from "vitest";
import { comparisonCost, ruleCost } from "../../../src/codegen/5-plan/cost.js";
import { FUNCTION_COST } from "../../../src/codegen/5-plan/parts.js";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import type { Comparison } from "../../../src/codegen/plan.js";
import type { Match, Program } from "../../../src/ir/index.js";
import { readElf } from "../../../src/util/elf.js";
import { FIELD_NAMES, fieldRow, type FieldName } from "../../../src/packet/index.js";
import { operatorsOf } from "../../../src/testing/samples.js";
import { equals, fieldMatch, programOf } from "../../conformance/rules.js";
import { identityOf } from "../../support/identity.js";

const IDENTITY = identityOf("conformance");

/** Nothing is looked up: the planner would have tables for such rules. */
const IN_ORDER = { strategy: "in-order" } as const;

/** Rules of two matches each. */
const ruleset = (count: number): Program =>
  programOf(
    "pass",
    Array.from({ length: count }, (_, i) => ["drop", equals("ipv4Src", i), equals("tcpDport", i)]),
  );

/** A match on `count` addresses no two of which are neighbours. */
const addresses = (count: number, negated = false): Match =>
  fieldMatch("ipv4Src", {
    operand: {
      kind: "intervals",
      intervals: Array.from({ length: count }, (_, i) => ({ first: BigInt(2 * i), last: BigInt(2 * i) })),
    },
    negated,
  });

const size = plan(ruleset(5000), IN_ORDER).parts[0]!.length;

describe("parts", () => {
  test.each([0, 1, size - 1, size, size + 1, 2 * size, 2 * size + 1, 10_000])("of %i rules", (count) => {
    const { rules, parts } = plan(ruleset(count), IN_ORDER);
    expect(parts.flat()).toEqual(rules);
    expect(parts.length).toBe(Math.ceil(count / size));
    for (const part of parts) {
      expect(part.length).toBeGreaterThan(0);
      expect(part.reduce((sum, rule) => sum + ruleCost(rule), 0)).toBeLessThanOrEqual(FUNCTION_COST);
    }
  });

  test("are some hundred rules long, and one program can have 255", () => {
    expect(size).toBeGreaterThan(100);
    expect(size * 255).toBeGreaterThan(50_000);
  });

  test("are functions of C, unless the rules are few", () => {
    const functions = (count: number) => {
      const program = ruleset(count);
      const { text } = emit(plan(program, IN_ORDER), program, IDENTITY);
      return [...text.matchAll(/^__noinline \w+ (\w+)\(/gm)].map(([, name]) => name);
    };
    expect(functions(20)).toEqual([]);
    expect(functions(100)).toEqual(["rules_0_to_99"]);
    expect(functions(2 * size + 1)).toEqual([
      `rules_0_to_${size - 1}`,
      `rules_${size}_to_${2 * size - 1}`,
      `rules_${2 * size}_to_${2 * size}`,
    ]);
  });
});

describe("lists", () => {
  test("that fit stay in their rule", () => {
    const { lists, rules } = plan(programOf("pass", [["drop", addresses(500)]]), IN_ORDER);
    expect(lists).toEqual([]);
    expect(rules[0]!.tests[0]!.anyOf).toHaveLength(500);
  });

  test.each([false, true])("that do not fit are cut, no value is lost; negated: %s", (negated) => {
    const program = programOf("pass", [
      ["drop", equals("tcpDport", 22), addresses(5000, negated), equals("ipv4Ttl", 1)],
      ["pass", addresses(3, negated)],
    ]);
    const { lists, rules } = plan(program, IN_ORDER);
    const [port, source, ttl] = rules[0]!.tests;
    expect(lists.length).toBeGreaterThan(2);
    expect(source!.anyOf).toEqual(lists.map((_, list) => ({ kind: "list", list })));
    expect([port!.anyOf.length, ttl!.anyOf.length, rules[1]!.tests[0]!.anyOf.length]).toEqual([1, 1, 3]);
    const values = lists.flatMap(({ anyOf }) => anyOf).map((c) => (c.kind === "equal" ? c.value : undefined));
    expect(values).toEqual(Array.from({ length: 5000 }, (_, i) => BigInt(2 * i)));
    expect(source!.negated).toBe(negated);
    for (const { field, anyOf } of lists) {
      const cost = anyOf.reduce((sum, comparison) => sum + comparisonCost(comparison, field), 0);
      expect(cost).toBeLessThanOrEqual(FUNCTION_COST);
    }
  });

  test("a rule of many lists fits a function as well", () => {
    const matches = Array.from({ length: 12 }, () => addresses(400));
    const { lists, rules } = plan(programOf("pass", [["drop", ...matches]]), IN_ORDER);
    expect(lists.length).toBeGreaterThan(0);
    expect(ruleCost(rules[0]!)).toBeLessThanOrEqual(FUNCTION_COST);
  });
});

describe("what a rule is thought to cost is at least what clang makes of it", () => {
  // Behind a rule that asks for nothing there would be nothing.
  const rules = FIELD_NAMES.flatMap((field) =>
    operatorsOf(field)
      .filter(({ operand }) => operand.kind !== "intervals" || operand.intervals.length > 0)
      .map((operator) => fieldMatch(field, operator)),
  )
    .map((match) => ({ match, rule: plan(programOf("pass", [["drop", match]]), IN_ORDER).rules[0]! }))
    .filter(({ rule }) => rule.tests.length > 0);
  const kindOf = (field: FieldName, { kind }: Comparison) =>
    `${kind}, ${fieldRow(field).bits > 64 ? "wide" : "narrow"}`;
  const kinds = new Set(
    rules.flatMap(({ rule }) => rule.tests.flatMap(({ field, anyOf }) => anyOf.map((c) => kindOf(field, c)))),
  );

  test.each([...kinds])("%s", async (kind) => {
    const own = rules.filter(({ rule }) =>
      rule.tests.every(({ field, anyOf }) => anyOf.every((comparison) => kindOf(field, comparison) === kind)),
    );
    const times = Math.ceil(FUNCTION_COST / own.reduce((sum, { rule }) => sum + ruleCost(rule), 0)) + 1;
    const matches = Array.from({ length: times }, () => own.map(({ match }) => match)).flat();
    const program = programOf(
      "pass",
      matches.map((match) => ["drop", match]),
    );
    const planned = plan(program, IN_ORDER);
    expect(planned.parts.length).toBeGreaterThan(1);
    const { object } = await compile(emit(planned, program, IDENTITY), []);
    const elf = readElf(object);
    // Everything but the program itself is in .text: its parts. An instruction has 8 bytes.
    const instructions = elf.kind === "sections" ? elf.sections.get(".text")!.length / 8 : Number.NaN;
    const thought = planned.rules.reduce((sum, rule) => sum + ruleCost(rule), 0);
    expect(instructions).toBeGreaterThan(thought / 3);
    expect(instructions).toBeLessThanOrEqual(thought);
  });
});
