/** Predicates as they are written, run by Node on decoded frames, and the expressions that they are compiled to: one answer. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Predicate } from "../../../src/dsl/index.js";
import { control } from "../../support/predicates/control.js";
import { functions } from "../../support/predicates/functions.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { comparePredicates, loweredProgram, type Comparison } from "../../support/predicates/judge.js";
import { operators } from "../../support/predicates/operators.js";
import { packets } from "../../support/predicates/packets.js";

const predicates = {
  ...operators,
  ...packets,
  ...control,
  ...functions,
  // The tables have the types of the package, as a user's rules do.
} as unknown as Readonly<Record<string, Predicate>>;

/** What holds for every packet, or for none, on purpose. */
const SETTLED = new Set(["always", "never without a field", "false and"]);

describe("predicates", () => {
  let comparison: Comparison;
  const frames = predicateFrames(600);

  beforeAll(async () => {
    const program = await loweredProgram(join(import.meta.dirname, "../../support/predicates/rules.ts"));
    comparison = comparePredicates(program, predicates, frames);
  }, 60_000);

  test("are many", () => {
    expect(Object.keys(predicates).length).toBeGreaterThanOrEqual(200);
  });

  test("come to the same as JavaScript", () => {
    expect(comparison.differences.slice(0, 20)).toEqual([]);
  });

  test("tell packets apart", () => {
    const alike = Object.keys(predicates).filter((name) => {
      const times = comparison.held.get(name) ?? 0;
      return !SETTLED.has(name) && (times === 0 || times === frames.length);
    });
    expect(alike).toEqual([]);
  });
});
