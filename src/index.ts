/** The rule language: what rules files import. */
export {
  aborted,
  drop,
  not,
  pass,
  range,
  ruleset,
  tx,
  type AnyRule,
  type Not,
  type Range,
  type Rule,
  type Rules,
  type Ruleset,
  type RulesetOptions,
  type TcpFlagForm,
  type TcpFlagSet,
} from "./dsl/index.js";
