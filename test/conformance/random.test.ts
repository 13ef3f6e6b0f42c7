/** A slice of the differential fuzzing, always the same one; `npm run fuzz` goes on where it ends. */
import { beforeAll, describe, expect, test } from "vitest";
import { writeFailure } from "../fuzz/failure-folder.js";
import { fuzz, type Figures } from "../fuzz/fuzz.js";
import { answerLines } from "../fuzz/opinions.js";
import { printRule } from "../fuzz/rules-file.js";
import { RULESETS_FOR_EVERYTHING } from "../fuzz/rulesets.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const SEED = 20_240_117;

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle(`${RULESETS_FOR_EVERYTHING} random rulesets, seed ${SEED}`),
  () => {
    const failures: string[] = [];
    let figures: Figures;
    beforeAll(async () => {
      figures = await fuzz({
        seed: SEED,
        rulesets: RULESETS_FOR_EVERYTHING,
        async onFailure(failure) {
          const path = await writeFailure("fuzz-failures", failure);
          const rules = failure.shrunk.ruleset.rules.map(printRule);
          failures.push([path, ...rules, ...answerLines(failure.opinions)].join("\n"));
        },
      });
    });

    test("the reference interpreter and all programs agree on every frame, on the action and on the rule", () => {
      expect(failures).toEqual([]);
      expect(figures).toMatchObject({ rulesets: RULESETS_FOR_EVERYTHING, mismatches: 0 });
      expect(figures.evaluations).toBeGreaterThanOrEqual(RULESETS_FOR_EVERYTHING * 5000);
    });

    test("every field, every way to compare it, every protocol, action and policy came up", () => {
      const { "deciding forms": _, ...kinds } = figures.coverage.kinds;
      expect(Object.values(kinds).flatMap(({ missing }) => missing)).toEqual([]);
    });

    test("rules decide: more than half of them, and most of the ways to compare", () => {
      const { kinds, deciding, rules } = figures.coverage;
      expect(deciding / rules).toBeGreaterThan(0.5);
      expect(kinds["deciding forms"].covered / kinds["deciding forms"].of).toBeGreaterThan(0.8);
    });
  },
);
