/** Predicates as they are written: Node's answer, the interpreter's and the kernel's, over a million of them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Predicate } from "../../../src/dsl/index.js";
import { DEFAULT_CONTEXT } from "../../../src/testing/index.js";
import { control } from "../../support/predicates/control.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { functions } from "../../support/predicates/functions.js";
import { comparePredicates, loweredProgram } from "../../support/predicates/judge.js";
import { operators } from "../../support/predicates/operators.js";
import { packets } from "../../support/predicates/packets.js";
import { differenceText, judgeAll } from "./judges.js";

const predicates = {
  ...operators,
  ...packets,
  ...control,
  ...functions,
  // The tables have the types of the package, as a user's rules do.
} as unknown as Readonly<Record<string, Predicate>>;

test("every predicate of the tables, on frames of every kind", async () => {
  const program = await loweredProgram(join(import.meta.dirname, "../../support/predicates/rules.ts"));
  // The kernel's own test takes no frame without a whole Ethernet header.
  const frames = predicateFrames(1750, 11).filter(({ frame }) => frame.length >= 14);
  const samples = frames.map((packet, i) => ({
    label: `frame ${i}`,
    frame: packet.frame,
    context: DEFAULT_CONTEXT,
    packet,
  }));
  expect(comparePredicates(program, predicates, frames).differences.slice(0, 10)).toEqual([]);
  const expressions = program.rules.map((rule) => rule.predicates[0]!.expression);
  const { differences, evaluations } = await judgeAll(expressions, samples);
  expect(differences.map(differenceText)).toEqual([]);
  expect(evaluations).toBeGreaterThan(1_000_000);
});
