/** Random expressions, always the same ones: the kernel holds what the interpreter holds. */
import { describe, expect, test } from "vitest";
import { createExpressions } from "../../support/random-expressions.js";
import { createRandom } from "../../support/random-numbers.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { judgeAll } from "./judges.js";
import { manySamples } from "./samples.js";

const SEED = 20_261_125;
const PREDICATES = 384;

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle(`${PREDICATES} random predicates`), () => {
  test("the kernel and the interpreter agree on every frame", async () => {
    const { truth } = createExpressions(createRandom(SEED));
    const expressions = Array.from({ length: PREDICATES }, (_, i) => truth(2 + (i % 4)));
    const samples = manySamples(1500);
    const { differences, held, evaluations } = await judgeAll(expressions, samples);
    expect(differences).toEqual([]);
    expect(evaluations).toBeGreaterThan(1_000_000);
    const telling = held.filter((count) => count > 0 && count < samples.length);
    expect(telling.length).toBeGreaterThan(PREDICATES / 2);
  }, 600_000);
});
