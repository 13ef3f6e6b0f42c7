import type { Program } from "../../ir/index.js";
import { MANIFEST_VERSION, type Manifest } from "../../manifest/index.js";
import type { Plan } from "../plan.js";
import type { Identity } from "../source.js";
import { contentOf } from "./rule-content.js";

/** Hashes do not pack: of more rules than this they would take room that names and places need. */
const MOST_CONTENTS = 10_000;

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
        statement: rule.statement ?? null,
        at: { file, line, column },
        slot: slots.get(rule.name) ?? null,
        ...(lowered.rules.length > MOST_CONTENTS ? {} : { content: contentOf(rule) }),
      };
    }),
    sets: plan.live.sets.map(({ map, set }) => ({
      name: set.name,
      type: set.type,
      capacity: set.capacity,
      timeout: set.milliseconds ?? null,
      map,
      elements: set.elements.length,
    })),
    limiters: plan.live.limiters.map(({ map, rule, over: { rate, unit, burst, key, keys } }) => ({
      rule,
      map,
      rate,
      unit,
      burst,
      per: key.map(({ field, length }) => `${field}/${length}`),
      keys,
    })),
  };
}
