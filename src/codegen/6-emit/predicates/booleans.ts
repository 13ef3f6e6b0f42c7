import {
  unflatten,
  type BooleanExpression,
  type CompareExpression,
  type ComparisonOperator,
  type InExpression,
  type LogicalExpression,
} from "../../../ir/index.js";
import type { Presence } from "../../presence.js";
import { commentText, constantsOf } from "../c-names.js";
import { testText } from "../condition.js";
import { valuesOf } from "../live-key.js";
import { impliedBy, surelyAsked } from "./asked.js";
import { bare } from "./bare.js";
import { demand, inner, learn, recalled, write, type Block, type Writing } from "./block.js";
import type { Shared } from "./shared-expressions.js";
import { waysOf, writeChosen } from "./choice.js";
import { startsText } from "./starts.js";
import { isWide, literal, numberText, variableOf, wordsText } from "./numbers.js";

/** A boolean as an expression of C that may stand anywhere. What it needs before goes into the block, as with numbers. */
export function booleanText(boolean: BooleanExpression, block: Block, writing: Writing): string {
  const known = recalled(boolean, block, writing);
  if (known !== undefined) return known;
  demand(block, boolean.span, surelyAsked(boolean, writing.planned));
  const text = (TEXTS[boolean.kind] as BooleanWriter)(boolean, block, writing);
  if (!writing.shared.isShared(boolean)) return text;
  return writing.keep(() => keptIn(block, boolean, text, writing)) ?? text;
}

/** Keeps what was asked, for all that follows in the block. */
function keptIn(block: Block, boolean: BooleanExpression, text: string, writing: Writing): string {
  const { word, bit } = writing.unusedBit();
  const remark = commentText(boolean.text);
  write(block, boolean.span, `${word} = kept(${word}, ${bit}, ${bare(text)}); /* ${remark} */`);
  const asked = `holds(${word}, ${bit})`;
  block.variables.set(writing.shared.idOf(boolean), asked);
  return asked;
}

type BooleanWriter = (boolean: BooleanExpression, block: Block, writing: Writing) => string;

const TEXTS: {
  readonly [K in BooleanExpression["kind"]]: (
    boolean: BooleanExpression & { kind: K },
    block: Block,
    writing: Writing,
  ) => string;
} = {
  boolean: ({ value }) => String(value),
  has: ({ protocol }, block, { planned }) => {
    const { presence, test } = planned.protocols.get(protocol)!;
    const missing = presence.filter((bit) => !block.known.has(bit));
    const bits = missing.length === 0 ? [] : [`has(p->has, ${constantsOf(missing)})`];
    const terms = [...bits, ...(test === undefined ? [] : [testText(test)])];
    return terms.length === 0 ? "true" : joined(terms, "&&");
  },
  compare: (comparison, block, writing) => compareText(comparison, block, writing),
  same: ({ left, right, negated: isOpposite }, block, writing) => {
    const [a, b] = [booleanText(left, block, writing), booleanText(right, block, writing)];
    return `(${a} ${isOpposite ? "!=" : "=="} ${b})`;
  },
  in: (membership, block, writing) => membershipText(membership, block, writing),
  "in-live": ({ operand, set }, _, { planned }) =>
    `${planned.sets.get(set)}_has(${valuesOf(operand.field).join(", ")})`,
  starts: ({ bytes, offset }) => startsText(bytes, offset),
  and: (chain, block, writing) => chainText(chain, "&&", block, writing),
  or: (chain, block, writing) => chainText(chain, "||", block, writing),
  not: ({ operand }, block, writing) => negated(booleanText(operand, block, writing)),
  choice: ({ condition, then, otherwise, span }, block, writing) => {
    const asked = booleanText(condition, block, writing);
    const ways = waysOf(condition, block, writing);
    const [one, other] = ways;
    const texts = [booleanText(then, one, writing), booleanText(otherwise, other, writing)] as const;
    if (one.lines.length + other.lines.length === 0) return `(${asked} ? ${texts.join(" : ")})`;
    const variable = writing.unused("b");
    writeChosen({ type: "bool", variable, asked, ways, texts }, block, span);
    return variable;
  },
};
/** Holds or not, without a way that leaves the function: all of its operands in one expression, as far as they need nothing before. */
function chainText(chain: LogicalExpression, operator: "&&" | "||", block: Block, writing: Writing): string {
  const goesOn = operator === "&&";
  const facts: Presence[] = [];
  let terms: string[] = [];
  for (const operand of operandsOf(chain, writing.shared)) {
    // The first is evaluated in any case; the others when those before have not settled it.
    const branch = terms.length === 0 ? block : inner(block);
    learn(branch, facts);
    const text = booleanText(operand, branch, writing);
    if (branch === block || branch.lines.length === 0) terms.push(text);
    else {
      const variable = writing.unused("b");
      write(block, operand.span, `bool ${variable} = ${bare(joined(terms, operator))};`);
      write(block, operand.span, `if (${goesOn ? "" : "!"}${variable}) {`);
      write(branch, operand.span, `${variable} = ${bare(text)};`);
      block.lines.push(...branch.lines);
      write(block, operand.span, "}");
      terms = [variable];
    }
    facts.push(...surelyAsked(operand, writing.planned), ...impliedBy(operand, goesOn, writing.planned));
  }
  return joined(terms, operator);
}

/** `a && b && c` as a list, however it is nested; but `a && b` is one of them when it is asked elsewhere, too. */
export function operandsOf(
  { kind, left, right }: LogicalExpression,
  shared: Shared,
): readonly BooleanExpression[] {
  return [left, right].flatMap((side) =>
    side.kind === kind && !shared.isShared(side) ? operandsOf(side, shared) : [side],
  );
}

/** The opposite of a term: a negation is one of all that follows it. */
export const negated = (term: string): string => (term.startsWith("!") ? term.slice(1) : `!${term}`);

/** Terms as one that may stand anywhere. */
export const joined = (terms: readonly string[], operator: "&&" | "||"): string =>
  terms.length === 1 ? terms[0]! : `(${terms.join(` ${operator} `)})`;

/** Each comparison asks for a difference, which is what the verifier learns something of: xdpgen/predicate.h. */
const COMPARISONS: Readonly<Record<ComparisonOperator, (a: string, b: string) => string>> = {
  "===": (a, b) => `equals(${a}, ${b})`,
  "!==": (a, b) => `!equals(${a}, ${b})`,
  "<": (a, b) => `less(${a}, ${b})`,
  "<=": (a, b) => `!less(${b}, ${a})`,
  ">": (a, b) => `less(${b}, ${a})`,
  ">=": (a, b) => `!less(${a}, ${b})`,
};

function compareText({ op, left, right }: CompareExpression, block: Block, writing: Writing): string {
  if (isWide(left) || isWide(right)) {
    const words = [left, right].map((side) => wordsText(side, block, writing)).join(", ");
    return `${op === "!==" ? "!" : ""}same128(${words})`;
  }
  const [a, b] = [left, right].map((side) => bare(numberText(side, block, writing))) as [string, string];
  return COMPARISONS[op](a, b);
}

function membershipText(membership: InExpression, block: Block, writing: Writing): string {
  const { operand, values } = membership;
  if (operand.kind === "field") {
    const test = writing.planned.memberships.get(membership);
    return test === undefined ? "true" : testText(test);
  }
  const number = variableOf(operand, numberText(operand, block, writing), block, writing);
  const intervals = values.kind === "intervals" ? values.intervals : unflatten(values);
  const terms = intervals.map(({ first, last }) =>
    first === last
      ? `equals(${number}, ${literal(first)})`
      : `between(${number}, ${literal(first)}, ${literal(last)})`,
  );
  return joined(terms, "||");
}
