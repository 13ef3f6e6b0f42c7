import { plan } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import type { Program } from "../../src/ir/index.js";
import type { Sample } from "../../src/testing/samples.js";
import { payloadSamples } from "../conformance/predicates/samples.js";
import { or, ruleOf, watching } from "../support/expressions.js";
import { identityOf } from "../support/identity.js";
import { PREDICATE_TABLE } from "../support/predicate-table.js";
import { createExpressions } from "../support/random-expressions.js";
import { createRandom } from "../support/random-numbers.js";
import { realPredicates } from "../support/real-predicates.js";
import type { KernelCase } from "./cases.js";

const IDENTITY = identityOf("kernels");
const SEED = 20_261_125;

/**
 * Predicates of every kind: as few as fit the program's own function, where an older verifier forgets what is kept on the stack, and as many as need
 * others; in turn, and each counted by itself; one that is a function of its own.
 */
export function predicateCases(frames: readonly Sample[]): KernelCase[] {
  const { truth } = createExpressions(createRandom(SEED));
  const random = Array.from({ length: 96 }, (_, i) => truth(2 + (i % 4)));
  const large = realPredicates(120).reduce((one, other) => or(one, other));
  const programs: Readonly<Record<string, Program>> = {
    ...Object.fromEntries(
      Object.entries(PREDICATE_TABLE).map(([title, all]) => [`predicates: ${title}`, watching(all)]),
    ),
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `some random predicates, ${i}`,
        watching(random.slice(4 * i, 4 * i + 4)),
      ]),
    ),
    "96 random predicates": watching(random),
    "300 predicates": inTurn(realPredicates(300)),
    "a predicate of some thousand instructions": inTurn([large]),
  };
  return Object.entries(programs).map(([title, written]) => ({
    title,
    make: async () => ({ written, object: await compile(emit(plan(written), written, IDENTITY), []) }),
    frames: [...frames, ...payloadSamples().filter(({ frame }) => frame.length >= 14)],
  }));
}

const inTurn = (expressions: ReturnType<typeof realPredicates>): Program => ({
  policy: "pass",
  sets: [],
  rules: expressions.map((expression, id) => ruleOf(id, [expression])),
});
