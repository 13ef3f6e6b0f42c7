/** Random predicates from a grammar, as Node runs them and as they are compiled: one answer for every packet. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { transpile } from "../../../src/codegen/1-check/transpile.js";
import { recogniseMatches } from "../../../src/codegen/4-optimise/passes/recognise-matches.js";
import { stagePredicate } from "../../../src/codegen/staging/index.js";
import { createSession, DiagnosticError } from "../../../src/diagnostics/index.js";
import type { Predicate as Written } from "../../../src/dsl/index.js";
import type { Program } from "../../../src/ir/index.js";
import { interpret } from "../../../src/testing/index.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { askPlain, plainPacket } from "../../support/predicates/plain-packet.js";
import { HELPERS, randomBody } from "../../support/predicates/random-source.js";

const SEED = 20_261_125;
const RUNS = 100;

const packets = predicateFrames(150, 9);
const views = packets.map(plainPacket);
const span = { file: "rules.ts", line: 1, column: 1 };

const sourceOf = (body: string) => `${HELPERS}\nexport const predicate = (p) => { ${body} };`;

function load(code: string): Written {
  const exports: { predicate?: Written } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a module, run as it stands
  new Function("exports", code)(exports);
  return exports.predicate!;
}

/** The program of a predicate; undefined when it was refused. */
function programOf(body: string): Program | undefined {
  const { code } = transpile(sourceOf(body), "rules.ts", { rewritten: { file: "rules.ts" } });
  try {
    const predicate = stagePredicate(load(code), span, { askedFor: () => undefined });
    const rule = {
      id: 0,
      name: "one",
      action: "drop",
      matches: [],
      predicates: [predicate],
      live: [],
      span,
    } as const;
    return { rules: [rule], policy: "pass", sets: [] };
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

test("random predicates come to the same as JavaScript", () => {
  let staged = 0;
  let asked = 0;
  fc.assert(
    fc.property(randomBody, (body) => {
      const program = programOf(body);
      asked++;
      if (program === undefined) return;
      staged++;
      const optimised = recogniseMatches.run(program, createSession());
      const plain = load(transpile(sourceOf(body), "rules.ts").code);
      for (const [i, packet] of packets.entries()) {
        const wanted = askPlain(plain, views[i]!);
        for (const one of [program, optimised])
          if ((interpret(one, packet).rule !== null) !== wanted)
            throw new Error(`packet ${i}: JavaScript says ${String(wanted)}`);
      }
    }),
    { seed: SEED, numRuns: Number(process.env["XDPGEN_RANDOM_PREDICATES"] ?? RUNS) },
  );
  // A grammar whose predicates are all refused shows nothing.
  expect(staged).toBeGreaterThan(asked / 2);
}, 300_000);
