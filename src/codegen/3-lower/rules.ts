import type { Session, Span } from "../../diagnostics/index.js";
import type { MatchDecl, RuleDecl } from "../../dsl/index.js";
import type { LiveMatch, Match, Rule } from "../../ir/index.js";
import { fieldRow } from "../../packet/index.js";
import { reportConflict } from "./conflicts.js";
import { lowerBan } from "./live/bans.js";
import { lowerOver } from "./live/limits.js";
import type { LiveSets } from "./live/live-sets.js";
import { lowerSample } from "./live/samples.js";
import { askedSet, lowerAsked, lowerPair } from "./live/set-matches.js";
import { lowerValues } from "./operand.js";
import { lowerPredicate } from "./predicates.js";
import type { Sets } from "./sets.js";

/** What a rule is but for its place among others and its name. */
export type LoweredRule = Omit<Rule, "id" | "name">;

/** The sets that rules speak of, and where their messages go. */
export interface Surroundings {
  readonly session: Session;
  readonly sets: Sets;
  readonly liveSets: LiveSets;
}

/** A rate is asked last: what the other matches leave is what it counts. */
const ORDER: Readonly<Record<LiveMatch["kind"], number>> = { "live-set": 0, sample: 1, over: 2 };

const isStatic = (match: Match | LiveMatch): match is Match =>
  match.kind === "protocol" || match.kind === "field";

/** Lowers what a rule says. What was refused is left out of it: then the session has an error. */
export function lowerRule(rule: RuleDecl<Span>, surroundings: Surroundings): LoweredRule {
  const { session, liveSets } = surroundings;
  const { action, statement, span } = rule;
  const all = rule.matches.flatMap((match) => lowerMatch(match, surroundings) ?? []);
  const matches = all.filter(isStatic);
  const live = all.filter((match) => !isStatic(match)).sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  refuseSecond(
    "over",
    rule.matches.filter(({ kind }) => kind === "over-match"),
    session,
  );
  refuseSecond("thenBan", rule.bans, session);
  const [first] = rule.bans;
  if (first !== undefined && statement === "sample") session.report("XG245", {}, first.span);
  const ban = first && lowerBan(first, { matches, live }, liveSets, session);
  reportConflict([...all, ...(ban === undefined ? [] : [{ ...ban, kind: "ban" as const }])], session);
  return {
    action,
    matches,
    predicates: rule.predicates.flatMap((when) => lowerPredicate(when, surroundings) ?? []),
    live,
    span,
    ...(statement === undefined ? {} : { statement }),
    // A rule that decides nothing bans nobody: `monitor()` is for seeing what would happen.
    ...(ban === undefined || statement !== undefined ? {} : { ban }),
  };
}

function lowerMatch(
  match: MatchDecl<Span>,
  { session, sets, liveSets }: Surroundings,
): Match | LiveMatch | undefined {
  switch (match.kind) {
    case "protocol-match":
      return { kind: "protocol", protocol: match.protocol, span: match.span };
    case "pair-match":
      return lowerPair(match, liveSets, session);
    case "sample-match":
      return lowerSample(match, session);
    case "over-match":
      return lowerOver(match, session);
    case "field-match": {
      const asked = askedSet(match);
      if (asked !== undefined) return lowerAsked(asked, match, liveSets, session);
      const { field, values, places, span } = match;
      const comparison = lowerValues(values, places, span, { field, row: fieldRow(field), session }, sets);
      return comparison === undefined ? undefined : { kind: "field", field, ...comparison, span };
    }
  }
}

function refuseSecond(call: string, calls: readonly { readonly span: Span }[], session: Session): void {
  const [, second] = calls;
  if (second !== undefined) session.report("XG243", { call }, second.span);
}
