import type { FieldMatch, Match, Operand, Program, Rule } from "../ir/index.js";
import type { ActionName } from "../packet/index.js";
import type { DecodedPacket } from "./decode.js";

/** What happens to a packet, and which rule says so; `rule` is null when the policy decided. */
export interface Decision {
  readonly action: ActionName;
  readonly rule: Rule | null;
}

/** Why a match holds or does not. */
export type Outcome = "holds" | "no-protocol" | "no-field" | "differs";

/** One match of a rule on one packet; `value` is the packet's value of the field, when it has it. */
export interface MatchTrace {
  readonly match: Match;
  readonly outcome: Outcome;
  readonly value?: bigint;
}

/** One rule on one packet: all of its matches, also those behind the first that fails. */
export interface RuleTrace {
  readonly rule: Rule;
  readonly holds: boolean;
  readonly matches: readonly MatchTrace[];
}

/** What the contract says about a packet: the first rule of which all matches hold decides, else the policy. */
export function interpret(program: Program, packet: DecodedPacket): Decision {
  const rule = program.rules.find((candidate) =>
    candidate.matches.every((match) => outcomeOf(match, packet) === "holds"),
  );
  return rule === undefined ? { action: program.policy, rule: null } : { action: rule.action, rule };
}

/** What each rule had to say about a packet, in the order of the rules; the first that holds decided. */
export function trace(program: Program, packet: DecodedPacket): RuleTrace[] {
  return program.rules.map((rule) => {
    const matches = rule.matches.map((match) => traceMatch(match, packet));
    return { rule, holds: matches.every(({ outcome }) => outcome === "holds"), matches };
  });
}

function traceMatch(match: Match, packet: DecodedPacket): MatchTrace {
  const outcome = outcomeOf(match, packet);
  const value = match.kind === "field" ? packet.fields.get(match.field) : undefined;
  return value === undefined ? { match, outcome } : { match, outcome, value };
}

function outcomeOf(match: Match, packet: DecodedPacket): Outcome {
  if (match.kind === "protocol") return packet.protocols.has(match.protocol) ? "holds" : "no-protocol";
  return outcomeOfField(match, packet);
}

/** Negation turns the comparison round, never the presence. */
function outcomeOfField({ field, operand, negated }: FieldMatch, packet: DecodedPacket): Outcome {
  const value = packet.fields.get(field);
  if (value === undefined) return "no-field";
  return holds(operand, value) !== negated ? "holds" : "differs";
}

function holds(operand: Operand, value: bigint): boolean {
  if (operand.kind === "bits") return operand.tests.some((test) => (value & test.mask) === test.value);
  if (operand.kind === "set") {
    const at = lastUpTo(operand.firsts.length, (i) => operand.firsts[i]! <= value);
    return at >= 0 && value <= operand.lasts[at]!;
  }
  const at = lastUpTo(operand.intervals.length, (i) => operand.intervals[i]!.first <= value);
  return at >= 0 && value <= operand.intervals[at]!.last;
}

/** The last of `length` indices for which `holds` does, or -1; it holds up to some index and for none behind it. */
function lastUpTo(length: number, holds: (index: number) => boolean): number {
  let from = -1;
  for (let to = length - 1; from < to;) {
    const middle = Math.ceil((from + to) / 2);
    if (holds(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}
