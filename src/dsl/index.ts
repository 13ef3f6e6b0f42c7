export { aborted, drop, pass, tx } from "./actions.js";
export type {
  CallSite,
  FieldMatchDecl,
  MatchDecl,
  ProtocolMatchDecl,
  RuleDecl,
  RulesetDecl,
} from "./declarations.js";
export type { AnyRule, Rule } from "./rule.js";
export { ruleset, rulesetDeclarationOf, type Rules, type Ruleset, type RulesetOptions } from "./ruleset.js";
export { not, range, type Not, type Range, type TcpFlagForm, type TcpFlagSet } from "./values.js";
