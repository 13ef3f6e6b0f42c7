import {
  aborted,
  drop,
  not,
  pass,
  range,
  ruleset,
  tx,
  type AnyRule,
  type Rules,
  type Ruleset,
} from "../../src/dsl/index.js";
import type { Program } from "../../src/ir/index.js";
import type { ActionName } from "../../src/packet/index.js";
import { programOf } from "../../src/testing/index.js";
import type { WrittenField, WrittenMatch, WrittenRule, WrittenRuleset, WrittenValue } from "./written.js";

const ACTIONS = { drop, pass, tx, aborted } satisfies Record<ActionName, unknown>;

/** What the default export of a rules file with this ruleset is: made by calls of the rule language. */
export function declaredBy({ options, nested, rules }: WrittenRuleset): Rules | Ruleset {
  const list = rules.map(declareRule);
  const [only] = list;
  if (options !== undefined) return ruleset(options, nested ? [list] : list);
  if (nested) return [list];
  return list.length === 1 && only !== undefined ? only : list;
}

/**
 * The program of a ruleset, lowered as a build does it.
 * @throws DiagnosticError XG2xx, XG303
 */
export function programBy(ruleset: WrittenRuleset): Program {
  return programOf(declaredBy(ruleset));
}

/** A rule without the types that follow what it matches: these matches are only known at run time. */
type UntypedRule = AnyRule & Readonly<Record<string, (...values: readonly unknown[]) => UntypedRule>>;

function declareRule({ action, name, matches }: WrittenRule): AnyRule {
  const start = ACTIONS[action](name) as unknown as UntypedRule;
  return matches.reduce<UntypedRule>((rule, match) => rule[methodOf(match)]!(...argumentsOf(match)), start);
}

const methodOf = (match: WrittenMatch) => (match.kind === "protocol" ? match.protocol : match.field);

function argumentsOf(match: WrittenMatch): readonly unknown[] {
  if (match.kind === "protocol") return [];
  const values = arrayed(match);
  return match.negated ? [not(...values)] : values;
}

function arrayed({ values, inArray }: WrittenField): readonly unknown[] {
  const declared = values.map(declareValue);
  return inArray ? [declared] : declared;
}

const declareValue = (value: WrittenValue) =>
  value.kind === "range" ? range(value.first, value.last) : value.literal;
