import { optimise } from "../../src/codegen/4-optimise/index.js";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { programBy } from "./declared-by.js";
import type { DecodedFrame } from "./batch.js";
import { reference } from "./judging.js";
import type { WrittenRule, WrittenRuleset } from "./written.js";

/** A ruleset that the compiler takes, and the rules that it refuses because they could never match. */
export interface Sorted {
  readonly ruleset: WrittenRuleset;
  readonly refused: readonly WrittenRule[];
}

/**
 * Takes the refused rules out of a ruleset. Their matches stand one by one at its end, as far as they can match: mostly
 * they do, and would hide what is behind them.
 */
export function sorted(ruleset: WrittenRuleset): Sorted {
  const refused = ruleset.rules.filter(isRefused);
  if (refused.length === 0) return { ruleset, refused };
  const rules = [
    ...ruleset.rules.filter((rule) => !refused.includes(rule)),
    ...refused.flatMap(matchByMatch).filter((rule) => !isRefused(rule)),
  ];
  // Without a rule, only a policy makes a ruleset.
  const options = rules.length === 0 ? { options: { policy: "drop" } as const } : {};
  return { ruleset: { ...ruleset, ...options, rules }, refused };
}

const matchByMatch = ({ action, matches }: WrittenRule) =>
  matches.map((match): WrittenRule => ({ action, matches: [match] }));

/** A ruleset of one rule. */
export const alone = (rule: WrittenRule): WrittenRuleset => ({ nested: false, rules: [rule] });

/** Whether the compiler says that a rule can never match. */
export function isRefused(rule: WrittenRule): boolean {
  const program = programBy(alone(rule));
  try {
    optimise(program);
    return false;
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostics.every(({ code }) => code === "XG301"))
      return true;
    throw error;
  }
}

/** A frame that a rule matches. */
export function matchedBy(rule: WrittenRule, frames: readonly DecodedFrame[]): DecodedFrame | undefined {
  const program = programBy(alone(rule));
  return frames.find((frame) => reference(program, frame).rule !== null);
}
