import { formatSpan } from "../../../diagnostics/index.js";
import { hasAll, isAskedInTurn, valuesOf, type Rule } from "../../../ir/index.js";
import { createDemandIndex, type Demand } from "../demand-index.js";
import { factsOf, headersOf, type Facts } from "../facts.js";
import type { Pass } from "../pass.js";

interface Known {
  readonly rule: Rule;
  readonly demands: readonly Demand[];
  readonly facts: Facts;
  readonly headers: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** A rule that an earlier one leaves no packet for goes, and its user is told. Every rule can match something. */
export const removeShadowed: Pass = {
  name: "remove-shadowed",
  run(program, session) {
    const kept = createDemandIndex<Known>();
    const rules: Rule[] = [];
    for (const rule of program.rules) {
      const known = know(rule);
      const { headers, fields, facts } = known;
      const values = [...facts].filter(([field]) => fields.has(field));
      const earlier = kept
        .candidates({ headers, values })
        .flatMap((list) => list.find((k) => k.demands.every((demand) => implies(known, demand))) ?? [])
        .sort((a, b) => a.rule.id - b.rule.id)[0];
      if (earlier === undefined) {
        // What has a predicate, depends on more than the frame, or decides nothing, leaves packets for the rules behind it.
        if (!isAskedInTurn(rule)) kept.add(known, known.demands);
        rules.push(rule);
      } else {
        const args = { rule: rule.name, earlier: earlier.rule.name, at: formatSpan(earlier.rule.span) };
        session.report("XG302", args, rule.span);
      }
    }
    return { ...program, rules };
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
  return fields.has(match.field) && hasAll(values, facts.get(match.field) ?? []);
}
