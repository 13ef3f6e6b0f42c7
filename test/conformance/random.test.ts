import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimise } from "../../src/codegen/4-optimise/index.js";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { formatMatch, type Program } from "../../src/ir/index.js";
import { FIELD_NAMES } from "../../src/packet/index.js";
import { interpret } from "../../src/testing/index.js";
import { fieldSamples, hostileFrames } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { mutated } from "./random-frames.js";
import { programs } from "./random-programs.js";

const SEED = 20_240_117;
const MUTATED = 6_000;

/** Samples that need an interface of their own are left out. */
const whole = [...hostileFrames(), ...FIELD_NAMES.flatMap(fieldSamples)].filter(
  ({ context }) => context === undefined,
);
const samples = decodeAll([
  ...whole.filter((_, index) => index % 8 === 0),
  ...fc.sample(mutated(whole), { seed: SEED, numRuns: MUTATED }),
]);
const packets = samples.map(({ packet }) => packet);

const sizes = [
  { rulesets: 16, minRules: 2, maxRules: 5 },
  { rulesets: 8, minRules: 6, maxRules: 20 },
  { rulesets: 4, minRules: 30, maxRules: 50 },
];
const cases = sizes.flatMap(({ rulesets, ...size }) =>
  fc.sample(programs(packets, size), { seed: SEED, numRuns: rulesets }).map((program, index) => ({
    title: `ruleset ${index} of ${size.minRules} to ${size.maxRules} rules`,
    program,
  })),
);

/** The program without the rules that the compiler refuses because they can never match. */
function possible(program: Program): Program {
  const isPossible = (rule: Program["rules"][number]) => {
    try {
      return optimise({ ...program, rules: [rule] }).program.rules.length === 1;
    } catch (error) {
      if (error instanceof DiagnosticError) return false;
      throw error;
    }
  };
  return { ...program, rules: program.rules.filter(isPossible) };
}

const text = ({ rules, policy }: Program) =>
  [
    ...rules.map((rule) => `${rule.name}: ${rule.action} ${rule.matches.map(formatMatch).join(" ")}`),
    policy,
  ].join("\n");

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle(`random rulesets, seed ${SEED}`),
  { concurrent: true },
  () => {
    test.each(cases)("$title: as written and optimised", async ({ program: written }) => {
      const program = possible(written);
      for (const compiled of [program, optimise(program).program]) {
        await withKernelProgram(compiled, ({ run, counts }) => {
          expect(differences(program, samples, run), text(compiled)).toEqual([]);
          const decided = packets.map((packet) => interpret(program, packet).rule?.id);
          const count = (id: number | undefined) => BigInt(decided.filter((rule) => rule === id).length);
          expect(counts(), text(compiled)).toEqual({
            rules: compiled.rules.map(({ id }) => count(id)),
            policy: count(undefined),
          });
        });
      }
    });

    test("the rulesets decide something: every ruleset some packets, most of the rules at least one", () => {
      const perRule = cases.map(({ program }) => {
        const deciding = new Set(packets.map((packet) => interpret(program, packet).rule?.id));
        deciding.delete(undefined);
        return deciding.size / program.rules.length;
      });
      expect(Math.min(...perRule)).toBeGreaterThan(0);
      expect(perRule.reduce((sum, share) => sum + share, 0) / perRule.length).toBeGreaterThan(0.5);
    });
  },
);
