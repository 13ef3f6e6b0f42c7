/** Rules with predicates among others: which one decides, how many there may be, how large they may be. */
import { describe, expect, test } from "vitest";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import type { Match, Program, Rule } from "../../../src/ir/index.js";
import type { ActionName } from "../../../src/packet/index.js";
import {
  and,
  arithmetic,
  compare,
  field,
  has,
  not,
  or,
  payload,
  ruleOf,
  starts,
} from "../../support/expressions.js";
import { realPredicates } from "../../support/real-predicates.js";
import { differences } from "../comparison.js";
import { withKernelProgram } from "../kernel-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { equals, protocolMatch } from "../rules.js";
import { manySamples } from "./samples.js";

const programOf = (rules: readonly Rule[], policy: ActionName = "pass"): Program => ({
  rules,
  policy,
  sets: [],
});

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("rules with predicates"), () => {
  const samples = manySamples(1500);
  const agree = (program: Program, loaded = program) =>
    withKernelProgram(loaded, ({ run, verified }) => {
      expect(differences(program, samples, run)).toEqual([]);
      return verified;
    });

  test.each([1, 20, 300])(
    "%i predicates are one program, and the first that holds decides",
    async (count) => {
      const actions = ["drop", "pass", "tx"] as const;
      const rules = realPredicates(count).map((expression, id) =>
        ruleOf(id, [expression], { action: actions[id % 3]! }),
      );
      const verified = await agree(programOf(rules));
      expect(verified).toBeLessThan(100_000);
    },
    120_000,
  );

  test("they stand among rules that are looked up, classified and compared, each in its turn", async () => {
    const matches: readonly (readonly Match[])[] = [
      [equals("tcpDport", 80)],
      [equals("ipv4Ttl", 64), equals("tcpSport", 80)],
      [protocolMatch("udp"), equals("ipv4Ttl", 1)],
      [equals("ipv6HopLimit", 3)],
      [equals("tcpDport", 443)],
      [equals("vlanId", 10)],
    ];
    const actions = ["drop", "pass", "tx", "aborted"] as const;
    const rules = realPredicates(60).map((expression, id) =>
      ruleOf(id, id % 2 === 0 ? [expression] : [], {
        action: actions[id % 4]!,
        matches: id % 2 === 0 ? (id % 3 === 0 ? [protocolMatch("tcp")] : []) : matches[(id >> 1) % 6]!,
      }),
    );
    const program = programOf(rules, "aborted");
    await agree(program);
    const optimised = optimise(program).program;
    expect(optimised.rules.length).toBeLessThan(rules.length);
    await agree(program, optimised);
  }, 120_000);

  test("matches are asked first, so that what they say the packet has need not be asked again", async () => {
    const ttl = compare("<", field("ipv4Ttl"), 65);
    const rules = [
      ruleOf(0, [ttl, compare("<", field("tcpDport"), 100)], { matches: [protocolMatch("ipv4")] }),
      ruleOf(1, [not(and(has("tcp"), compare("===", field("tcpDport"), 80)))], {
        matches: [equals("ipv6HopLimit", 64)],
        action: "tx",
      }),
      ruleOf(2, [starts("GET")], { matches: [protocolMatch("ipv6")], action: "aborted" }),
    ];
    await agree(programOf(rules));
  });

  test("a predicate of some thousand instructions is a function of its own", async () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      and(compare("===", field("tcpDport"), i), compare("===", arithmetic("%", payload(2, i % 8), 7), i % 7)),
    );
    const large = many.reduce((a, b) => or(a, b));
    const verified = await agree(programOf([ruleOf(0, [large]), ruleOf(1, [not(large)], { action: "tx" })]));
    expect(verified).toBeLessThan(200_000);
  }, 120_000);

  test("what is kept because it is asked again does not double the verifier's ways", async () => {
    const kept = Array.from({ length: 16 }, (_, i) =>
      compare("===", arithmetic("%", field("tcpDport"), 3 + i), 1),
    );
    const first = kept.map((one, i) => and(one, compare("===", field("ipv4Ttl"), 60 + i)));
    const again = kept.map((one, i) => and(not(one), compare("===", field("tcpSport"), 75 + i)));
    const verified = await agree(programOf([ruleOf(0, [[...first, ...again].reduce((a, b) => or(a, b))])]));
    expect(verified).toBeLessThan(20_000);
  }, 120_000);
});

test("a predicate that is too large is refused with its size, before clang or the kernel see it", () => {
  const some = Array.from({ length: 700 }, (_, i) =>
    compare("===", arithmetic("%", payload(2, i), 7), i % 7),
  );
  const tooLarge = some.reduce((a, b) => or(a, b));
  expect(() => plan(programOf([ruleOf(0, [tooLarge])]))).toThrow(DiagnosticError);
  expect(() => plan(programOf([ruleOf(0, [tooLarge])]))).toThrow(
    /XG313.*"rule 0".*about \d\d,?\d\d\d instructions, and 16,?384/s,
  );
});
