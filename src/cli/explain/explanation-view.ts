import type { Colors } from "picocolors/types.js";
import { formatSpan } from "../../diagnostics/index.js";
import { formatMatch } from "../../ir/index.js";
import { fieldRow } from "../../packet/index.js";
import type { DecodedPacket } from "../../testing/decode.js";
import { FLAWS } from "../../testing/decode/finding.js";
import { plural } from "../../util/text.js";
import {
  decisionLine,
  fieldLines,
  matchLines,
  ruleTitle,
  summaryOf,
  valueOf,
  type Paint,
} from "../../testing/explanation.js";
import type { Decision, MatchTrace, PredicateTrace, RuleTrace } from "../../testing/interpret.js";
import { expressionValue } from "../../testing/predicate-lines.js";

/** A frame, what each rule says about it, and what becomes of it. */
export interface Explanation {
  readonly packet: DecodedPacket;
  readonly rules: readonly RuleTrace[];
  readonly decision: Decision;
}

/** Up to so many rules are all shown; of longer rulesets those that hold, as many of them at most. */
const MOST_RULES = 100;

/** The explanation for a terminal: the packet, each rule with what held and what did not, and what decided. */
export function explanationText({ packet, rules, decision }: Explanation, colors: Colors): string {
  const paint: Paint = { strong: colors.bold, faint: colors.dim, good: colors.green, bad: colors.red };
  const holding = rules.length <= MOST_RULES ? rules : rules.filter(({ holds }) => holds);
  const shown = holding.slice(0, MOST_RULES);
  const others = rules.length - shown.length;
  return [
    colors.bold(summaryOf(packet)),
    ...fieldLines(packet, paint).map((line) => `  ${line}`),
    "",
    ...shown.flatMap((trace) => {
      const note = wasTried(trace, decision) ? "" : paint.faint(", not tried");
      return [
        `${trace.holds ? paint.good("✓") : paint.bad("✗")} ${ruleTitle(trace, paint)}${note}`,
        ...matchLines(trace, paint).map((line) => `    ${line}`),
      ];
    }),
    ...(others === 0 ? [] : [paint.faint(`… ${plural(others, "rule")} not shown: --json has all`)]),
    ...(rules.length === 0 ? [] : [""]),
    decisionLine(decision, paint),
  ].join("\n");
}

/** The same for `--json`. */
export function explanationJson({ packet, rules, decision }: Explanation): object {
  const { frame, protocols, fields, flaw } = packet;
  return {
    packet: {
      length: frame.length,
      bytes: Buffer.from(frame).toString("hex"),
      protocols: [...protocols],
      fields: Object.fromEntries(
        [...fields].map(([name, value]) => [name, fieldRow(name).type.format(value)]),
      ),
      malformed: flaw === undefined ? null : FLAWS[flaw],
    },
    rules: rules.map((trace) => ({
      rule: trace.rule.name,
      ruleIndex: trace.rule.id,
      action: trace.rule.action,
      location: formatSpan(trace.rule.span),
      holds: trace.holds,
      tried: wasTried(trace, decision),
      matches: trace.matches.map(matchJson),
      predicates: trace.predicates.map(predicateJson),
    })),
    action: decision.action,
    rule: decision.rule?.name ?? null,
    ruleIndex: decision.rule?.id ?? null,
    location: decision.rule === null ? null : formatSpan(decision.rule.span),
  };
}

function matchJson(trace: MatchTrace): object {
  return { match: formatMatch(trace.match), outcome: trace.outcome, value: valueOf(trace) ?? null };
}

function predicateJson({ predicate, outcome, parts }: PredicateTrace): object {
  return {
    predicate: predicate.expression.text,
    outcome,
    parts: parts.map((part) => ({ text: part.expression.text, value: expressionValue(part) ?? null })),
  };
}

/** Rules behind the one that decides are not tried. */
const wasTried = ({ rule }: RuleTrace, decision: Decision) =>
  decision.rule === null || rule.id <= decision.rule.id;
