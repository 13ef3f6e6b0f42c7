/** Whole programs whose rules are decided in a prescribed way: every strategy, from one rule to a thousand, against the interpreter. */
import { describe, expect, test } from "vitest";
import { plan, WAYS, type PlanOptions } from "../../../src/codegen/5-plan/index.js";
import type { Program } from "../../../src/ir/index.js";
import { programOf } from "../../../src/testing/index.js";
import type { Sample } from "../../../src/testing/samples.js";
import { decodeAll, differences } from "../comparison.js";
import { withKernelProgram } from "../kernel-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { ONE_FIELD_RULES } from "../../support/one-field-rules.js";

const SIZES = [1, 2, 8, 64, 1000];

const usesOf = (program: Program, strategy: NonNullable<PlanOptions["strategy"]>) => {
  const { lookups, rules } = plan(program, { strategy });
  return strategy === "in-order"
    ? rules.length
    : lookups.filter((lookup) => lookup.strategy === strategy).length;
};

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("prescribed strategies"), () => {
  const used = new Set<string>();

  describe.each(ONE_FIELD_RULES)("$name", ({ rules, frames }) => {
    test.each(SIZES)("%i", async (count) => {
      const program = programOf(rules(count));
      const samples = decodeAll(
        frames(count).map((bytes, i): Sample => ({ label: `frame ${i}`, frame: bytes })),
      );
      for (const strategy of WAYS) {
        // What cannot be done in a way is done in another, which has its own turn.
        if (usesOf(program, strategy) === 0) continue;
        used.add(strategy);
        const found = await withKernelProgram(program, ({ run }) => differences(program, samples, run), {
          strategy,
        });
        expect(found, strategy).toEqual([]);
      }
    });
  });

  test("every strategy was used", () => {
    expect([...used].sort()).toEqual([...WAYS].sort());
  });
});
