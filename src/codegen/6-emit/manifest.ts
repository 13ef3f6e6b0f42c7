import type { Program } from "../../ir/index.js";
import { MANIFEST_VERSION, type Manifest } from "../../manifest/index.js";
import type { Plan } from "../plan.js";
import type { Identity } from "../source.js";

/** The manifest of a program: all rules that the user wrote, also those that the optimiser took out. */
export function manifestOf(plan: Plan, lowered: Program, { name, version, source }: Identity): Manifest {
  const slots = new Map(plan.counted.map((rule) => [rule.name, rule.slot]));
  return {
    xdpgen: MANIFEST_VERSION,
    name,
    version,
    source,
    policy: plan.policy,
    rules: lowered.rules.map((rule) => {
      const { file, line, column } = rule.span;
      return {
        name: rule.name,
        action: rule.action,
        at: { file, line, column },
        slot: slots.get(rule.name) ?? null,
      };
    }),
  };
}
