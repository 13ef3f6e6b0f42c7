import type { Program, Rule } from "../../ir/index.js";
import { FIELD_NAMES } from "../../packet/index.js";
import { deepFreeze } from "../../util/freeze.js";
import type { Plan, PlannedRule, Test } from "../plan.js";
import type { Presence } from "../presence.js";
import { inlineTest } from "./inline.js";
import { layersFor } from "./layers.js";
import { areFew, partsOf, shorten } from "./parts.js";
import { presenceOfMatch } from "./presence.js";

/** Phase 5: takes every decision: how each rule is decided, what the parser has to find out, where the counters are. */
export function plan(program: Program): Plan {
  const { rules, lists } = shorten(program.rules.map(planRule));
  const presence = [...new Set(rules.flatMap((rule) => rule.presence))];
  const tested = new Set(rules.flatMap((rule) => rule.tests.map((test) => test.field)));
  const fields = FIELD_NAMES.filter((field) => tested.has(field));
  return deepFreeze({
    parse: { fields, presence, layers: layersFor(rules) },
    rules,
    parts: partsOf(rules),
    inline: areFew(rules),
    lists,
    policy: { action: program.policy, slot: rules.length },
  });
}

function planRule(rule: Rule, slot: number): PlannedRule {
  const presence = [...new Set(rule.matches.flatMap((match): readonly Presence[] => presenceOfMatch(match)))];
  const tests = rule.matches.map(inlineTest).filter((test): test is Test => test !== undefined);
  return { name: rule.name, action: rule.action, span: rule.span, slot, presence, tests };
}
