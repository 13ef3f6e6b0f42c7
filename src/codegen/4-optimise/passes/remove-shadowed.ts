import { formatSpan } from "../../../diagnostics/index.js";
import { includes, type Match, type Rule } from "../../../ir/index.js";
import type { Interval } from "../../../packet/index.js";
import { factsOf, headersOf, valuesOf, type Facts } from "../facts.js";
import type { Pass } from "../pass.js";

interface Demand {
  readonly match: Match;
  /** The values for which a field match holds; worked out once, compared with many rules. */
  readonly values: readonly Interval[];
}

interface Known {
  readonly rule: Rule;
  readonly demands: readonly Demand[];
  readonly facts: Facts;
  readonly headers: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** A rule that an earlier one leaves no packet for goes, and its user is told. */
export const removeShadowed: Pass = {
  name: "remove-shadowed",
  run(program, session) {
    const kept: Known[] = [];
    for (const rule of program.rules) {
      const known = know(rule);
      const earlier = kept.find((k) => k.demands.every((demand) => implies(known, demand)));
      if (earlier === undefined) kept.push(known);
      else {
        const args = { rule: rule.name, earlier: earlier.rule.name, at: formatSpan(earlier.rule.span) };
        session.report("XG302", args, rule.span);
      }
    }
    return { ...program, rules: kept.map(({ rule }) => rule) };
  },
};

function know(rule: Rule): Known {
  const fields = rule.matches.flatMap((match) => (match.kind === "field" ? [match.field] : []));
  return {
    rule,
    demands: rule.matches.map((match) => ({ match, values: match.kind === "field" ? valuesOf(match) : [] })),
    facts: factsOf(rule),
    headers: new Set(rule.matches.flatMap(headersOf)),
    fields: new Set(fields),
  };
}

/** Whether `match` holds for every packet that the rule matches. The field must be one of the rule's, or it may be absent. */
function implies({ facts, headers, fields }: Known, { match, values }: Demand): boolean {
  if (match.kind === "protocol") return headers.has(match.protocol);
  return fields.has(match.field) && includes(values, facts.get(match.field) ?? []);
}
