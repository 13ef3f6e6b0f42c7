import { FIELD_NAMES, PROTOCOL_NAMES, type ActionName } from "../packet/index.js";
import { callSite } from "./call-site.js";
import type { MatchDecl, RuleDecl } from "./declarations.js";
import { DECLARATION, type AnyRule, type Rule } from "./rule.js";

class RuleBuilder {
  readonly [DECLARATION]: RuleDecl;

  constructor(declaration: RuleDecl) {
    this[DECLARATION] = Object.freeze(declaration);
  }
}

function withMatch(rule: AnyRule, match: MatchDecl): RuleBuilder {
  const declaration = rule[DECLARATION];
  return new RuleBuilder({
    ...declaration,
    matches: Object.freeze([...declaration.matches, Object.freeze(match)]),
  });
}

for (const field of FIELD_NAMES) {
  Object.defineProperty(RuleBuilder.prototype, field, {
    value(this: AnyRule, ...values: readonly unknown[]) {
      return withMatch(this, { kind: "field-match", field, values, places: [], span: callSite() });
    },
  });
}

for (const protocol of PROTOCOL_NAMES) {
  Object.defineProperty(RuleBuilder.prototype, protocol, {
    value(this: AnyRule) {
      return withMatch(this, { kind: "protocol-match", protocol, span: callSite() });
    },
  });
}

/** A rule without matches. */
export function startRule(action: ActionName, name: unknown): Rule<never> {
  // The prototype has every method of both tables: see the loops above.
  return new RuleBuilder({
    kind: "rule",
    action,
    name,
    matches: [],
    span: callSite(),
  }) as unknown as Rule<never>;
}

/** The declaration in a rule, or undefined when `value` is no rule. */
export function declarationOf(value: unknown): RuleDecl | undefined {
  return typeof value === "object" && value !== null && DECLARATION in value
    ? (value as AnyRule)[DECLARATION]
    : undefined;
}
