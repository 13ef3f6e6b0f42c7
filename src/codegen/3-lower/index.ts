import { createSession, type Diagnostic, type Span } from "../../diagnostics/index.js";
import type { RulesetDecl } from "../../dsl/index.js";
import type { Match, Program, Rule } from "../../ir/index.js";
import { show } from "../../packet/index.js";
import { deepFreeze } from "../../util/freeze.js";
import { createListReader, type ListDigest } from "./lists/list-reader.js";
import { createLiveSets } from "./live/live-sets.js";
import { createNamer } from "./names.js";
import { lowerOptions } from "./options.js";
import { lowerRule, type LoweredRule } from "./rules.js";
import { createSetNames } from "./set-values.js";
import { createSets } from "./sets.js";

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
  const lists = createListReader(session, root);
  const checkName = createSetNames(session);
  const liveSets = createLiveSets(session, lists, checkName);
  const surroundings = { session, sets: createSets(session, lists, checkName), liveSets };
  const { policy, malformed } = lowerOptions(declaration.options, declaration.span, session);
  for (const stranger of declaration.strangers)
    session.report("XG218", { given: show(stranger) }, declaration.span);

  const namer = createNamer(session);
  const rules: Rule[] = [];
  const add = (given: unknown, rule: LoweredRule) => {
    rules.push({ id: rules.length, name: namer.name(given, rule), ...rule });
  };
  const { span } = declaration;
  if (malformed !== undefined)
    add("malformed", { action: malformed, matches: [malformedMatch(span)], predicates: [], live: [], span });
  for (const rule of declaration.rules) add(rule.name, lowerRule(rule, surroundings));

  if (rules.length === 0 && policy === "pass" && declaration.strangers.length === 0)
    session.report("XG303", {}, declaration.span);
  session.throwIfErrors();
  return deepFreeze({
    program: { rules, policy, sets: liveSets.all() },
    lists: lists.digests(),
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
