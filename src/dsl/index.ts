export { aborted, drop, pass, tx } from "./actions.js";
export type {
  CallSite,
  FieldMatchDecl,
  LinesDecl,
  MatchDecl,
  ProtocolMatchDecl,
  RuleDecl,
  RulesetDecl,
  SetDecl,
} from "./declarations.js";
export { createSetPlacer, isLines, isSet } from "./placed-sets.js";
export type { AnyRule, Rule } from "./rule.js";
export { ruleset, rulesetDeclarationOf, type Rules, type Ruleset, type RulesetOptions } from "./ruleset.js";
export { lines, set, type Lines, type LinesOptions, type SetOf } from "./sets.js";
export { not, range, type Not, type Range, type TcpFlagForm, type TcpFlagSet } from "./values.js";
