import { FIELD_NAMES, PROTOCOL_NAMES, type ActionName } from "../packet/index.js";
import { callSite } from "./call-site.js";
import type { BanDecl, MatchDecl, PredicateDecl, RuleDecl } from "./declarations.js";
import { DECLARATION, type AnyRule, type LiveMethods, type Rule } from "./rule.js";

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

const withBan = (rule: AnyRule, ban: BanDecl): RuleBuilder => {
  const declaration = rule[DECLARATION];
  return new RuleBuilder({
    ...declaration,
    bans: Object.freeze([...declaration.bans, Object.freeze(ban)]),
  });
};

const LIVE_METHODS: Record<keyof LiveMethods<never>, (this: AnyRule, ...given: unknown[]) => RuleBuilder> = {
  pair(fields, set) {
    return withMatch(this, { kind: "pair-match", fields, set, places: [], span: callSite() });
  },
  sample(share) {
    return withMatch(this, { kind: "sample-match", share, perFlow: false, places: [], span: callSite() });
  },
  flowSample(share) {
    return withMatch(this, { kind: "sample-match", share, perFlow: true, places: [], span: callSite() });
  },
  over(options) {
    return withMatch(this, { kind: "over-match", options, places: [], span: callSite() });
  },
  thenBan(set, options = {}) {
    return withBan(this, { set, options, places: [], span: callSite() });
  },
  monitor() {
    // A rule of sample("…") decides nothing already.
    const { statement = "monitor", ...declaration } = this[DECLARATION];
    return new RuleBuilder({ ...declaration, statement });
  },
};

for (const [name, value] of Object.entries(LIVE_METHODS))
  Object.defineProperty(RuleBuilder.prototype, name, { value });

Object.defineProperty(RuleBuilder.prototype, "when", {
  value(this: AnyRule, predicate: unknown) {
    const declaration = this[DECLARATION];
    const when: PredicateDecl = { predicate, placeSets: (values) => values, places: [], span: callSite() };
    return new RuleBuilder({
      ...declaration,
      predicates: Object.freeze([...declaration.predicates, Object.freeze(when)]),
    });
  },
});

/** A rule without matches. */
export function startRule(action: ActionName, name: unknown, statement?: RuleDecl["statement"]): Rule<never> {
  // The prototype has every method of both tables: see the loops above.
  return new RuleBuilder({
    kind: "rule",
    action,
    name,
    matches: [],
    predicates: [],
    ...(statement === undefined ? {} : { statement }),
    bans: [],
    span: callSite(),
  }) as unknown as Rule<never>;
}

/** The declaration in a rule, or undefined when `value` is no rule. */
export function declarationOf(value: unknown): RuleDecl | undefined {
  return typeof value === "object" && value !== null && DECLARATION in value
    ? (value as AnyRule)[DECLARATION]
    : undefined;
}
