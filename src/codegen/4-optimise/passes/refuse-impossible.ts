import { formatMatch, intervalCount, type Rule } from "../../../ir/index.js";
import type { FieldName } from "../../../packet/index.js";
import { factsOf } from "../facts.js";
import type { Pass } from "../pass.js";

/** A rule whose matches contradict each other protects nobody: that is an error, not an optimisation. */
export const refuseImpossible: Pass = {
  name: "refuse-impossible",
  run(program, session) {
    for (const rule of program.rules) {
      for (const [field, values] of factsOf(rule)) {
        if (intervalCount(values) > 0) continue;
        session.report("XG301", { rule: rule.name, reason: reason(rule, field) }, rule.span);
        break;
      }
    }
    return program;
  },
};

function reason(rule: Rule, field: FieldName): string {
  const own = rule.matches
    .filter((match) => match.kind === "field" && match.field === field)
    .map(formatMatch);
  if (own.length > 1) return `${own.join(" and ")} exclude each other`;
  const all = rule.matches.map(formatMatch).join(", ");
  return own.length === 1
    ? `${own[0]} leaves no value` + (rule.matches.length > 1 ? ` together with ${all}` : "")
    : `${all} exclude each other`;
}
