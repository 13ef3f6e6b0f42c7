/** Random predicates from a grammar, as Node runs them and as they are compiled: one answer for every packet. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { recogniseMatches } from "../../../src/codegen/4-optimise/passes/recognise-matches.js";
import { createSession } from "../../../src/diagnostics/index.js";
import { interpret } from "../../../src/testing/index.js";
import { ruleOf } from "../../support/expressions.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { askPlain, plainPacket } from "../../support/predicates/plain-packet.js";
import { randomBody } from "../../support/predicates/random-source.js";
import { plainFunction, stagedFunction } from "../../support/predicates/staged-source.js";

const SEED = 20_261_125;
const RUNS = 100;

const packets = predicateFrames(150, 9);
const views = packets.map(plainPacket);

test("random predicates come to the same as JavaScript", () => {
  let staged = 0;
  let asked = 0;
  fc.assert(
    fc.property(randomBody, (body) => {
      const predicate = stagedFunction(body);
      asked++;
      if (predicate === undefined) return;
      staged++;
      const program = { rules: [ruleOf(0, [predicate.expression])], policy: "pass", sets: [] } as const;
      const optimised = recogniseMatches.run(program, createSession());
      const plain = plainFunction(body);
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
