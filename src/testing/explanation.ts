import { formatSpan } from "../diagnostics/index.js";
import { formatMatch } from "../ir/index.js";
import { ACTIONS, fieldRow, HEADERS, PROTOCOL_NAMES, type FieldName } from "../packet/index.js";
import { plural } from "../util/text.js";
import type { DecodedPacket } from "./decode.js";
import { FLAWS } from "./decode/finding.js";
import type { Decision, MatchTrace, RuleTrace } from "./interpret.js";
import { PLAIN, type Paint } from "./paint.js";
import { predicateLines } from "./predicate-lines.js";

export { PLAIN, type Paint };

/** What a packet is, in one line: `54 bytes, ipv4, tcp`. */
export function summaryOf({ frame, protocols, flaw }: DecodedPacket): string {
  const names = PROTOCOL_NAMES.filter((name) => protocols.has(name));
  const malformed = flaw === undefined ? [] : [`malformed: ${FLAWS[flaw]}`];
  return [plural(frame.length, "byte"), ...names, ...malformed].join(", ");
}

/** The fields that a packet has, a line each, as rules would write their values. */
export function fieldLines({ fields }: DecodedPacket, paint: Paint = PLAIN): string[] {
  const width = Math.max(...[...fields.keys()].map((name) => name.length));
  return [...fields].map(
    ([name, value]) => `${paint.faint(name.padEnd(width))}  ${fieldRow(name).type.format(value)}`,
  );
}

/** A rule in one line: `drop "ssh" (rules/x.ts:3:1)`, of one that decides nothing `monitor (drop) "ssh" (…)` or `sample "dns" (…)`. */
export function ruleTitle({ rule }: Pick<RuleTrace, "rule">, paint: Paint = PLAIN): string {
  const what = rule.statement === "monitor" ? `monitor (${rule.action})` : (rule.statement ?? rule.action);
  return `${what} ${paint.strong(`"${rule.name}"`)} ${paint.faint(`(${formatSpan(rule.span)})`)}`;
}

/** What a rule's matches had to say about a packet, a line each, and its predicates, with a line for each of their parts. */
export function matchLines({ matches, predicates }: RuleTrace, paint: Paint = PLAIN): string[] {
  if (matches.length + predicates.length === 0)
    return [paint.good("✓ it has no matches: it holds for every packet")];
  const lines = matches.map((trace) => {
    const mark = trace.outcome === "holds" ? paint.good("✓") : paint.bad("✗");
    return `${mark} ${formatMatch(trace.match)}${why(trace)}`;
  });
  return [...lines, ...predicates.flatMap((trace) => predicateLines(trace, paint))];
}

type Kind = MatchTrace["match"]["kind"];

/** What a match says of a packet that has what it asks for, behind its text. */
const SAYS: Readonly<Record<Kind, (trace: MatchTrace, isSo: boolean) => string>> = {
  protocol: () => "",
  field: (trace) => `: it is ${valueOf(trace)}`,
  "live-set": (trace, isSo) => {
    const isIn = isSo !== (trace.match.kind === "live-set" && trace.match.negated);
    return `: ${valueOf(trace)} is ${isIn ? "" : "not "}in it`;
  },
  sample: (_, isSo) => `: this one is ${isSo ? "" : "not "}among them`,
  over: (trace, isSo) => `: ${valueOf(trace) ?? "it"} is ${isSo ? "" : "not "}above`,
};

/** What a packet lacks when a match cannot hold. */
const LACKS: { readonly [K in Kind]: (match: MatchTrace["match"] & { kind: K }) => string } = {
  protocol: ({ protocol }) => HEADERS[protocol].title,
  field: ({ field }) => field,
  "live-set": ({ fields }) => fields.join(", or no "),
  sample: () => "flow",
  over: ({ key }) => key.map(({ field }) => field).join(", or no "),
};

/** Why a match holds or does not. */
function why(trace: MatchTrace): string {
  const { match, outcome } = trace;
  return outcome === "no-protocol" || outcome === "no-field"
    ? `: the packet has no ${(LACKS[match.kind] as (match: MatchTrace["match"]) => string)(match)}`
    : SAYS[match.kind](trace, outcome === "holds");
}

/** The value that a match was compared with, as rules would write it; undefined where there is none. */
export function valueOf({ match, value, values = [] }: MatchTrace): string | undefined {
  const format = (one: bigint, field: FieldName) => fieldRow(field).type.format(one);
  if (match.kind === "field") return value === undefined ? undefined : format(value, match.field);
  if (values.length === 0) return undefined;
  if (match.kind === "live-set") return values.map((one, i) => format(one, match.fields[i]!)).join(" ");
  if (match.kind !== "over") return undefined;
  const parts = match.key.map(({ field, length }, i) => {
    const text = format(values[i]!, field);
    return length === fieldRow(field).bits ? text : `${text}/${length}`;
  });
  return parts.join(" ");
}

/** Who decided, and what that means: `rule "ssh" (rules/x.ts:3:1) decided: drop, which discards the packet`. */
export function decisionLine({ action, rule }: Decision, paint: Paint = PLAIN): string {
  const who =
    rule === null
      ? "no rule holds, so the policy decided"
      : `rule ${paint.strong(`"${rule.name}"`)} ${paint.faint(`(${formatSpan(rule.span)})`)} decided`;
  return `${who}: ${paint.strong(action)}, which ${ACTIONS[action].title}`;
}

/** How many rules before the one that decided are explained; a person reads no more. */
const EXPLAINED = 20;

/** Why a packet was decided as it was: who decided, and what each rule before lacked. */
export function explain(packet: DecodedPacket, decision: Decision, rules: readonly RuleTrace[]): string[] {
  const decided = rules.findIndex(({ rule }) => rule.id === decision.rule?.id);
  const before = decided < 0 ? rules : rules.slice(0, decided);
  const shown = before.slice(-EXPLAINED);
  const lacking = (trace: RuleTrace) => [
    ruleTitle(trace),
    ...matchLines(withoutWhatHolds(trace)).map(indent),
  ];
  return [
    `the packet: ${summaryOf(packet)}`,
    decisionLine(decision),
    ...(decided < 0 ? [] : matchLines(rules[decided]!).map(indent)),
    ...(shown.length === 0
      ? []
      : [decided < 0 ? "what each rule lacks:" : "what each rule before it lacks:"]),
    ...(shown.length < before.length
      ? [indent(`… ${plural(before.length - shown.length, "rule")} more`)]
      : []),
    ...shown.flatMap(lacking).map(indent),
  ];
}

function withoutWhatHolds(trace: RuleTrace): RuleTrace {
  const lacks = ({ outcome }: { readonly outcome: string }) => outcome !== "holds";
  return { ...trace, matches: trace.matches.filter(lacks), predicates: trace.predicates.filter(lacks) };
}

const indent = (line: string) => `  ${line}`;
