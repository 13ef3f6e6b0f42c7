import { expect } from "vitest";
import type { Program } from "../../../src/ir/index.js";
import type { Engine } from "./engines.js";

/** A frame and the id of the rule that decides it. */
export interface Decided {
  readonly frame: Uint8Array;
  readonly rule: number | "policy";
}

/** A report of more is of no use. */
const ENOUGH = 5;

/** Expects that every frame is decided by its rule: by its action, and by which counter grows. */
export async function expectFirstMatches(
  engine: Engine,
  program: Program,
  frames: readonly Decided[],
): Promise<void> {
  const actions = new Map(program.rules.map(({ id, action }) => [id, action]));
  const groups = new Map<Decided["rule"], Uint8Array[]>();
  for (const { frame, rule } of frames) groups.set(rule, [...(groups.get(rule) ?? []), frame]);
  await engine.run(program, ({ action, deciders }) => {
    const wrongActions = frames.flatMap(({ frame, rule }, index) => {
      const expected = rule === "policy" ? program.policy : actions.get(rule);
      const found = action(frame);
      return found === expected ? [] : [{ index, rule, expected, found }];
    });
    expect(wrongActions.slice(0, ENOUGH)).toEqual([]);
    const wrongRules = [...groups].flatMap(([rule, group]) => {
      const found = deciders(group);
      return found.size === 1 && found.get(rule) === group.length ? [] : [{ rule, found }];
    });
    expect(wrongRules.slice(0, ENOUGH)).toEqual([]);
  });
}
