import { formatInterval } from "../../ir/index.js";
import { fieldRow, maxOf, type FieldName } from "../../packet/index.js";
import type { Comparison, ComparisonList, PlannedRule, Test } from "../plan.js";
import { constantsOf, hex, memberOf } from "./c-names.js";
import { callOf } from "./lookup-view.js";

const LOW = maxOf(64);
/** A 128-bit constant as the two words that the functions of match.h take. */
const words = (value: bigint) => `${hex(value >> 64n)}, ${hex(value & LOW)}`;
const networkMask = (length: number, bits: number) => maxOf(bits) ^ maxOf(bits - length);

/** One comparison as a call of match.h. */
function compare(comparison: Comparison, field: FieldName): string {
  const { bits, type } = fieldRow(field);
  const p = `p->${memberOf(field)}`;
  const wide = bits > 64;
  const isCount = type.name === "number" || type.name === "port";
  const literal = (value: bigint) => (wide ? words(value) : isCount ? String(value) : hex(value, bits));
  switch (comparison.kind) {
    case "equal":
      return `${wide ? "equals128" : "equals"}(${p}, ${literal(comparison.value)})`;
    case "prefix":
      return `${wide ? "in_net128" : "in_net"}(${p}, ${literal(comparison.value)}, ${literal(networkMask(comparison.length, bits))})`;
    case "between":
      return `${wide ? "between128" : "between"}(${p}, ${literal(comparison.interval.first)}, ${literal(comparison.interval.last)})`;
    case "bits":
      return `bits(${p}, ${hex(comparison.test.mask, bits)}, ${hex(comparison.test.value, bits)})`;
    case "list":
      return `${listFunction(comparison.list)}(p)`;
    case "lookup":
      return callOf(comparison.lookup, field, wide);
  }
}

/** The value as the user would write it, where the constant does not show it: addresses, names, flags. */
function remark(comparison: Comparison, field: FieldName): string {
  const { type, bits } = fieldRow(field);
  if (type.name === "number" || type.name === "port") return "";
  const host = (length: number) => maxOf(bits - length);
  switch (comparison.kind) {
    case "equal":
      return ` /* ${type.format(comparison.value)} */`;
    case "prefix": {
      const last = comparison.value | host(comparison.length);
      return ` /* ${formatInterval({ first: comparison.value, last }, field)} */`;
    }
    case "between":
      return ` /* ${formatInterval(comparison.interval, field)} */`;
    case "list":
    case "lookup":
      return "";
    case "bits":
      return ` /* ${type.format(comparison.test.value)} of ${type.format(comparison.test.mask)} */`;
  }
}

/** A piece of a condition that stands on a line of its own, and the source line that it belongs to. */
export interface ConditionLine {
  readonly line: number;
  readonly text: string;
}

/** How long a line of a condition may become before the next term starts a new one. */
const WIDTH = 100;

/** What stands before and behind a condition. */
const STATEMENTS = {
  return: ["return ", ";"],
  if: ["if (", ")"],
  block: ["if (", ") {"],
} as const;

/**
 * The condition of a rule as the lines of a statement. Every line belongs to one line of the user's source, which
 * the compiler and the verifier name when they speak of it.
 */
export function conditionLines(
  rule: PlannedRule,
  statement: keyof typeof STATEMENTS,
): readonly ConditionLine[] {
  const terms = ruleTerms(rule);
  return linesOf(terms.length === 0 ? [{ line: rule.span.line, text: "true" }] : terms, statement);
}

function ruleTerms({ presence, tests, span }: PlannedRule): readonly ConditionLine[] {
  const present =
    presence.length === 0 ? [] : [{ line: span.line, text: `has(p->has, ${constantsOf(presence)})` }];
  return [...present, ...tests.flatMap((test, i) => testTerms(test, i + present.length > 0))];
}

/** The condition of a rule that is asked in turn: whether its turn comes, what the frame has to have, its predicates and what is live. */
export function liveLines(
  rule: PlannedRule,
  turn: string,
  live: readonly ConditionLine[],
): readonly ConditionLine[] {
  const [first, ...more] = ruleTerms(rule);
  // Terms behind the first begin with their operator already.
  const frame = first === undefined ? [] : [{ ...first, text: `&& ${first.text}` }, ...more];
  const moment = live.map(({ line, text }) => ({ line, text: `&& ${text}` }));
  return linesOf([{ line: rule.span.line, text: turn }, ...frame, ...moment], "block");
}

/** The condition of a list of comparisons as the lines of a return statement. */
export function listLines({ field, anyOf, span }: ComparisonList): readonly ConditionLine[] {
  return linesOf(testTerms({ field, anyOf, negated: false, span }, false), "return");
}

/** The function of the list with this index. */
export function listFunction(list: number): string {
  return `list_${list}`;
}

function linesOf(
  terms: readonly ConditionLine[],
  statement: keyof typeof STATEMENTS,
): readonly ConditionLine[] {
  const [opening, closing] = STATEMENTS[statement];
  const lines: { line: number; text: string }[] = [];
  for (const { line, text } of terms) {
    const current = lines.at(-1);
    if (current === undefined) lines.push({ line, text: `${opening}${text}` });
    else if (current.line === line && current.text.length + text.length < WIDTH) current.text += ` ${text}`;
    else lines.push({ line, text: `${" ".repeat(opening.length)}${text}` });
  }
  return lines.map(({ line, text }, i) => ({
    line,
    text: i === lines.length - 1 ? `${text}${closing}` : text,
  }));
}

/** A test as an expression that may stand anywhere. */
export function testText(test: Test): string {
  const [only, ...others] = testTerms(test, false).map(({ text }) => text);
  return others.length === 0 ? only! : [only, ...others].join(" ");
}

/** The terms of a test: one, or several in parentheses; `follows` when another test stands before it. */
function testTerms({ field, anyOf, negated, span }: Test, follows: boolean): ConditionLine[] {
  // One of no values: the optimiser refuses such rules, but a program that it has not seen may have them.
  if (anyOf.length === 0) return [{ line: span.line, text: `${follows ? "&& " : ""}false` }];
  const terms = anyOf.map((comparison) => `${compare(comparison, field)}${remark(comparison, field)}`);
  const isList = terms.length > 1;
  const opening = `${follows ? "&& " : ""}${negated ? "!" : ""}${isList ? "(" : ""}`;
  return terms.map((term, i) => ({
    line: span.line,
    text: `${i === 0 ? opening : "|| "}${term}${isList && i === terms.length - 1 ? ")" : ""}`,
  }));
}
