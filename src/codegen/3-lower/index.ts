import { createSession, type Diagnostic, type Session, type Span } from "../../diagnostics/index.js";
import type { MatchDecl, RuleDecl, RulesetDecl } from "../../dsl/index.js";
import type { Match, Program, Rule } from "../../ir/index.js";
import { fieldRow, HEADERS, show, type ActionName, type HeaderName } from "../../packet/index.js";
import { deepFreeze } from "../../util/freeze.js";
import { createNamer } from "./names.js";
import { lowerValues } from "./operand.js";
import type { ListDigest } from "./lists/list-reader.js";
import { lowerOptions } from "./options.js";
import { createSets, type Sets } from "./sets.js";

/** A program, and the warnings that came up. */
export interface Lowered {
  readonly program: Program;
  /** The lists that went into it, sorted by path. */
  readonly lists: readonly ListDigest[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Phase 3: parses every literal, reads every list, and makes the program: rules in order, operands as integers. `root` is
 * the folder that spans and paths of lists are relative to.
 * @throws DiagnosticError XG2xx for what is wrong with values and rules, all at once
 */
export function lower(declaration: RulesetDecl<Span>, root: string): Lowered {
  const session = createSession();
  const sets = createSets(session, root);
  const { policy, malformed } = lowerOptions(declaration.options, declaration.span, session);
  for (const stranger of declaration.strangers)
    session.report("XG218", { given: show(stranger) }, declaration.span);

  const namer = createNamer(session);
  const rules: Rule[] = [];
  const add = (action: ActionName, given: unknown, matches: readonly Match[], span: Span) => {
    rules.push({ id: rules.length, name: namer.name(given, action, matches, span), action, matches, span });
  };
  if (malformed !== undefined)
    add(malformed, "malformed", [malformedMatch(declaration.span)], declaration.span);
  for (const rule of declaration.rules)
    add(rule.action, rule.name, lowerMatches(rule, session, sets), rule.span);

  if (rules.length === 0 && policy === "pass" && declaration.strangers.length === 0)
    session.report("XG303", {}, declaration.span);
  session.throwIfErrors();
  return deepFreeze({
    program: { rules, policy },
    lists: sets.lists(),
    diagnostics: [...session.diagnostics],
  });
}

function malformedMatch(span: Span): Match {
  const intervals = [{ first: 1n, last: 1n }];
  return {
    kind: "field",
    field: "malformed",
    operand: { kind: "intervals", intervals },
    negated: false,
    span,
  };
}

function lowerMatches(rule: RuleDecl<Span>, session: Session, sets: Sets): readonly Match[] {
  reportConflict(rule.matches, session);
  const matches: Match[] = [];
  for (const match of rule.matches) {
    if (match.kind === "protocol-match") {
      matches.push({ kind: "protocol", protocol: match.protocol, span: match.span });
      continue;
    }
    const { field, values, places, span } = match;
    const comparison = lowerValues(values, places, span, { field, row: fieldRow(field), session }, sets);
    if (comparison !== undefined) matches.push({ kind: "field", field, ...comparison, span });
  }
  return matches;
}

/** Reports the first two matches of a rule that no packet can satisfy together, because of their protocols. */
function reportConflict(matches: readonly MatchDecl<Span>[], session: Session): void {
  const headerOf = (match: MatchDecl<Span>): HeaderName =>
    match.kind === "protocol-match" ? match.protocol : fieldRow(match.field).protocol;
  for (const [i, later] of matches.entries()) {
    const row = HEADERS[headerOf(later)];
    const earlier = matches.slice(0, i).find((m) => row.conflicts.includes(headerOf(m)));
    if (earlier === undefined) continue;
    session.report("XG213", { first: HEADERS[headerOf(earlier)].title, second: row.title }, later.span);
    return;
  }
}
