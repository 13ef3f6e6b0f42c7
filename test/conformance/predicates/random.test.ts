/** Random predicates, always the same ones: the kernel holds what the interpreter holds. What it does not is shrunk before it is shown. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BooleanExpression } from "../../../src/ir/index.js";
import { randomBody } from "../../support/predicates/random-source.js";
import { stagedFunction } from "../../support/predicates/staged-source.js";
import { createExpressions } from "../../support/random-expressions.js";
import { createRandom } from "../../support/random-numbers.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { differenceText, judgeAll } from "./judges.js";
import { manySamples } from "./samples.js";
import { shrink } from "./shrink.js";

const SEED = 20_261_125;
const PREDICATES = 384;
const WRITTEN = 48;

/** Expressions that no function comes to are among them. */
function randomExpressions(): readonly BooleanExpression[] {
  const { truth } = createExpressions(createRandom(SEED));
  return Array.from({ length: PREDICATES }, (_, i) => truth(2 + (i % 4)));
}

/** Longer functions take clang and the interpreter too long; shorter ones ask next to nothing. */
const isOfUse = ({ length }: string) => length > 150 && length <= 350;

/** What functions come to that a grammar makes; test/unit/predicates holds them to what Node says. */
const randomFunctions = (): readonly BooleanExpression[] =>
  fc
    .sample(randomBody, { seed: SEED, numRuns: 1000 })
    .filter(isOfUse)
    .slice(0, WRITTEN)
    .flatMap((body) => stagedFunction(body)?.expression ?? []);

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("the kernel and the interpreter"), () => {
  const samples = manySamples(1500);

  /** At least so many of them have to tell packets apart. */
  async function agree(expressions: readonly BooleanExpression[], least: number): Promise<number> {
    const { differences, held, evaluations } = await judgeAll(expressions, samples);
    const [first] = differences;
    expect(first && differenceText(await shrink(first))).toBeUndefined();
    const telling = held.filter((count) => count > 0 && count < samples.length);
    expect(telling.length).toBeGreaterThan(least);
    return evaluations;
  }

  test(`agree on ${PREDICATES} random expressions`, async () => {
    expect(await agree(randomExpressions(), PREDICATES / 2)).toBeGreaterThan(1_000_000);
  });

  test(`agree on ${WRITTEN} random functions`, async () => {
    await agree(randomFunctions(), WRITTEN / 3);
  });
});
