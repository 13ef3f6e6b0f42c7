import type { WrittenField, WrittenMatch, WrittenRule, WrittenRuleset, WrittenValue } from "./written.js";

/** Every ruleset that is one step simpler, the boldest steps first. A ruleset that has none is as simple as can be. */
export function* simplerRulesets(ruleset: WrittenRuleset): Generator<WrittenRuleset> {
  for (const rules of shorter(ruleset.rules, 1)) yield { ...ruleset, rules };
  yield* simplerFrames(ruleset);
  for (const rules of withOneOf(ruleset.rules, simplerRules)) yield { ...ruleset, rules };
}

/** The same rules with less around them. */
function* simplerFrames({ options, ...ruleset }: WrittenRuleset): Generator<WrittenRuleset> {
  if (ruleset.nested) yield { ...ruleset, nested: false, ...(options === undefined ? {} : { options }) };
  if (options === undefined) return;
  yield ruleset;
  for (const left of Object.keys(options)) {
    const others = Object.entries(options).filter(([name]) => name !== left);
    yield { ...ruleset, options: Object.fromEntries(others) };
  }
}

function* simplerRules({ name, ...rule }: WrittenRule): Generator<WrittenRule> {
  const given = name === undefined ? {} : { name };
  for (const matches of shorter(rule.matches, 0)) yield { ...rule, ...given, matches };
  if (name !== undefined) yield rule;
  if (rule.action !== "drop") yield { ...rule, ...given, action: "drop" };
  for (const matches of withOneOf(rule.matches, simplerMatches)) yield { ...rule, ...given, matches };
}

function* simplerMatches(match: WrittenMatch): Generator<WrittenMatch> {
  if (match.kind === "protocol") return;
  for (const values of shorter(match.values, 1)) yield { ...match, values };
  if (match.inArray) yield { ...match, inArray: false };
  if (match.negated) yield { ...match, negated: false };
  yield* withSimplerValues(match);
}

function* withSimplerValues(match: WrittenField): Generator<WrittenField> {
  for (const values of withOneOf(match.values, simplerValues)) yield { ...match, values };
}

function* simplerValues(value: WrittenValue): Generator<WrittenValue> {
  if (value.kind === "literal") return;
  for (const literal of [value.first, value.last]) yield { kind: "literal", literal };
}

/** The list without a half, a quarter … a single one of its items; at least so many stay. */
function* shorter<T>(list: readonly T[], least: number): Generator<readonly T[]> {
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    if (list.length - size < least) continue;
    for (let at = 0; at < list.length; at += size) yield [...list.slice(0, at), ...list.slice(at + size)];
  }
}

/** The list with one of its items made simpler. */
function* withOneOf<T>(list: readonly T[], simpler: (item: T) => Iterable<T>): Generator<readonly T[]> {
  for (const [index, item] of list.entries())
    for (const other of simpler(item)) yield list.with(index, other);
}
