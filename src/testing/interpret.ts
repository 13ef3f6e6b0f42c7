import {
  isLiveRule,
  type Expression,
  type FieldMatch,
  type LiveMatch,
  type Match,
  type Operand,
  type Predicate,
  type Program,
  type Rule,
} from "../ir/index.js";
import type { ActionName } from "../packet/index.js";
import type { DecodedPacket } from "./decode.js";
import { evaluate, type AskSet, type Evaluated } from "./evaluate.js";
import {
  banPacket,
  createLiveState,
  isElement,
  outcomeOfLive,
  takeToken,
  type LiveState,
} from "./live-state.js";

/** What happens to a packet, and which rule says so; `rule` is null when the policy decided. */
export interface Decision {
  readonly action: ActionName;
  readonly rule: Rule | null;
  /** Rules before it that count the packet and decide nothing; absent when there are none. */
  readonly counted?: readonly Rule[];
}

/** Why a match holds or does not. */
export type Outcome = "holds" | "no-protocol" | "no-field" | "differs";

/** One match of a rule on one packet; `value` is the packet's value of the field, when it has it. */
export interface MatchTrace {
  readonly match: Match | LiveMatch;
  readonly outcome: Outcome;
  readonly value?: bigint;
  /** Of a live match: the values of the fields that it asks for. */
  readonly values?: readonly bigint[];
}

/** A part of a predicate, and what it came to; undefined when the packet lacks what it asks for. */
export interface ExpressionTrace {
  readonly expression: Expression;
  readonly value: Evaluated;
}

/** A predicate on one packet. */
export interface PredicateTrace {
  readonly predicate: Predicate;
  readonly outcome: "holds" | "differs" | "lacking";
  /** What was evaluated, parts before the whole, each text once, without constants. */
  readonly parts: readonly ExpressionTrace[];
}

/** One rule on one packet: all of its matches and predicates, also those behind the first that fails. */
export interface RuleTrace {
  readonly rule: Rule;
  readonly holds: boolean;
  readonly matches: readonly MatchTrace[];
  readonly predicates: readonly PredicateTrace[];
}

/**
 * What the contract says about a packet: the first rule of which all matches hold decides, else the policy. `state` changes as the
 * packet has it: it takes tokens, and may ban. Without a state the packet is the first one.
 */
export function interpret(program: Program, packet: DecodedPacket, state?: LiveState): Decision {
  // Most programs have nothing live, and never need one.
  let known = state;
  const stateOf = () => (known ??= createLiveState(program));
  const askSet: AskSet = (set, value) => isElement(set, [value], packet, stateOf());
  const counted: Rule[] = [];
  const decided = (decision: Decision): Decision =>
    counted.length === 0 ? decision : { ...decision, counted };
  for (const rule of program.rules) {
    if (!rule.matches.every((match) => outcomeOf(match, packet) === "holds")) continue;
    if (!rule.predicates.every(({ expression }) => evaluate(expression, packet, askSet) === true)) continue;
    if (isLiveRule(rule) && !holdsLive(rule, packet, stateOf())) continue;
    if (rule.statement !== undefined) {
      counted.push(rule);
      continue;
    }
    if (rule.ban !== undefined) banPacket(rule.ban, program, packet, stateOf());
    return decided({ action: rule.action, rule });
  }
  return decided({ action: program.policy, rule: null });
}

/** Asks the live matches of a rule one after the other; the rate, which is last, is told of a packet that it has let by. */
function holdsLive(rule: Rule, packet: DecodedPacket, state: LiveState): boolean {
  return rule.live.every((match) => {
    const { outcome } = outcomeOfLive(match, rule, packet, state);
    if (match.kind === "over" && outcome === "differs") takeToken(match, rule, packet, state);
    return outcome === "holds";
  });
}

/**
 * What each rule had to say about a packet, in the order of the rules; the first that holds and is final decided. Nothing changes in
 * `state`: without one the packet is the first.
 */
export function trace(
  program: Program,
  packet: DecodedPacket,
  state = createLiveState(program),
): RuleTrace[] {
  return program.rules.map((rule) => {
    const matches = [
      ...rule.matches.map((match) => traceMatch(match, packet)),
      ...rule.live.map((match) => ({ match, ...outcomeOfLive(match, rule, packet, state) })),
    ];
    const predicates = rule.predicates.map((predicate) => tracePredicate(predicate, packet, state));
    const holds = [...matches, ...predicates].every(({ outcome }) => outcome === "holds");
    return { rule, holds, matches, predicates };
  });
}

function tracePredicate(predicate: Predicate, packet: DecodedPacket, state: LiveState): PredicateTrace {
  const parts = new Map<string, ExpressionTrace>();
  const askSet: AskSet = (set, value) => isElement(set, [value], packet, state);
  const value = evaluate(predicate.expression, packet, askSet, (expression, part) => {
    const { kind, text } = expression;
    const isConstant = kind === "number" || kind === "boolean";
    if (!isConstant && !parts.has(text)) parts.set(text, { expression, value: part });
  });
  const outcome = value === undefined ? "lacking" : value === true ? "holds" : "differs";
  return { predicate, outcome, parts: [...parts.values()] };
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
