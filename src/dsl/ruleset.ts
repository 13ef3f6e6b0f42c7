import type { ActionName } from "../packet/index.js";
import { callSite } from "./call-site.js";
import type { RuleDecl, RulesetDecl } from "./declarations.js";
import { declarationOf } from "./rule-builder.js";
import type { AnyRule } from "./rule.js";

/** Options of a ruleset. */
export interface RulesetOptions {
  /** What happens to packets that no rule matched; "pass" unless said otherwise. */
  readonly policy?: ActionName;
  /** What happens to frames that the parser could not read to their end: the short form of a first rule with `malformed()`. */
  readonly malformed?: ActionName;
}

/** One rule, or arrays of them nested as deep as you like. */
export type Rules = AnyRule | readonly Rules[];

/** A ruleset with options. */
export interface Ruleset {
  readonly [RULESET]: RulesetDecl;
}

const RULESET = Symbol.for("xdpgen.ruleset");

/** A ruleset: the first rule that matches decides, the policy when none does. */
export function ruleset(options: RulesetOptions, rules: Rules): Ruleset {
  const span = callSite();
  const flat = flatten(rules);
  return Object.freeze({
    [RULESET]: Object.freeze({ kind: "ruleset", options: { ...options }, ...flat, span } as const),
  });
}

/** What a module exported, as a declaration; undefined when it is neither a rule, an array, nor a ruleset. */
export function rulesetDeclarationOf(exported: unknown): RulesetDecl | undefined {
  if (typeof exported === "object" && exported !== null && RULESET in exported)
    return (exported as Ruleset)[RULESET];
  if (declarationOf(exported) === undefined && !Array.isArray(exported)) return undefined;
  return Object.freeze({ kind: "ruleset", options: {}, ...flatten(exported), span: undefined } as const);
}

/** The rules in order, and what stood among them that is none. */
function flatten(rules: unknown): { rules: readonly RuleDecl[]; strangers: readonly unknown[] } {
  const found: RuleDecl[] = [];
  const strangers: unknown[] = [];
  const visit = (entry: unknown) => {
    const rule = declarationOf(entry);
    if (rule !== undefined) found.push(rule);
    else if (Array.isArray(entry)) entry.forEach(visit);
    else strangers.push(entry);
  };
  visit(rules);
  return { rules: found, strangers };
}
