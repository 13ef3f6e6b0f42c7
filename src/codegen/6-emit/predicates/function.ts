import type { BooleanExpression } from "../../../ir/index.js";
import type { PlannedPredicate } from "../../predicate.js";
import { askedWhenTrue, impliedBy, surelyAsked } from "./asked.js";
import {
  append,
  apart,
  demand,
  inner,
  learn,
  recalled,
  write,
  type Bit,
  type Block,
  type CodeLine,
  type Writing,
} from "./block.js";
import { bare } from "./bare.js";
import { booleanText, joined, negated, operandsOf } from "./booleans.js";
import { findShared } from "./shared-expressions.js";

/** The statements of a predicate's function, which comes to whether the predicate holds. */
export function bodyOf(planned: PlannedPredicate): readonly CodeLine[] {
  const shared = findShared(planned);
  // Only when all is written is it known what is asked again where it has been computed. So all is written twice, the first
  // time with a variable at every place of something shared.
  const variables: string[] = [];
  const used = new Set<string>();
  const first = (make: () => string) => variables[variables.push(make()) - 1];
  linesOf(planned, { shared, keep: first, onUse: (variable) => used.add(variable) });
  let place = 0;
  const second = (make: () => string) => (used.has(variables[place++]!) ? make() : undefined);
  return linesOf(planned, { shared, keep: second, onUse: () => undefined });
}

function linesOf(
  planned: PlannedPredicate,
  keeping: Pick<Writing, "shared" | "keep" | "onUse">,
): readonly CodeLine[] {
  const counts = { n: 0, b: 0 };
  const unused = (letter: "n" | "b") => `${letter}${counts[letter]++}`;
  const words: string[] = [];
  let bits = 0;
  const unusedBit = (): Bit => {
    const bit = bits++ % WORD_BITS;
    if (bit === 0) words.push(`kept${words.length}`);
    return { word: words.at(-1)!, bit };
  };
  const writing: Writing = { ...keeping, planned, condition: booleanText, unused, unusedBit };
  const block: Block = { lines: [], depth: 1, known: new Set(planned.known), variables: new Map() };
  const { expression } = planned.predicate;
  answer(expression, block, writing);
  // Of a word the verifier knows nothing from the beginning, so it is the same on all ways.
  const declarations = words.map((word) => ({
    span: expression.span,
    text: `\t__u32 ${word} = forget(0, p->length);`,
  }));
  return [...declarations, ...block.lines];
}

const WORD_BITS = 32;

/**
 * Writes what comes to the function's answer. Here "does not hold" and "the packet lacks something" are the same, so what any operand of
 * `&&` asks for may be asked for before all of them, and `if` and early `return` become what they were.
 */
function answer(expression: BooleanExpression, block: Block, writing: Writing): void {
  const { planned } = writing;
  const known = recalled(expression, block, writing);
  if (known !== undefined) return write(block, expression.span, `return ${known};`);
  demand(block, expression.span, askedWhenTrue(expression, planned));
  if (expression.kind === "choice") {
    const { condition, then, otherwise, span } = expression;
    const asked = booleanText(condition, block, writing);
    const branch = inner(block);
    learn(branch, impliedBy(condition, true, planned));
    write(block, span, `if (${bare(asked)}) {`);
    answer(then, branch, writing);
    block.lines.push(...branch.lines);
    write(block, span, "}");
    learn(block, impliedBy(condition, false, planned));
    answer(otherwise, block, writing);
  } else if (expression.kind === "and" || expression.kind === "or") answerChain(expression, block, writing);
  else write(block, expression.span, `return ${bare(booleanText(expression, block, writing))};`);
}

/** An operand that needs something before makes those in front of it leave the function, when they settle the matter. */
function answerChain(
  chain: BooleanExpression & { kind: "and" | "or" },
  block: Block,
  writing: Writing,
): void {
  const isAnd = chain.kind === "and";
  const operator = isAnd ? "&&" : "||";
  let terms: string[] = [];
  const settle = (span: BooleanExpression["span"]) => {
    if (terms.length === 0) return;
    const all = joined(terms, operator);
    write(block, span, isAnd ? `if (${bare(negated(all))}) return false;` : `if (${bare(all)}) return true;`);
    terms = [];
  };
  const operands = operandsOf(chain, writing.shared);
  for (const [i, operand] of operands.entries()) {
    const isLast = i === operands.length - 1;
    const isMore =
      !block.variables.has(writing.shared.idOf(operand)) &&
      (operand.kind === "choice" || operand.kind === "and" || operand.kind === "or");
    if (isLast && isMore) {
      settle(operand.span);
      return answer(operand, block, writing);
    }
    const next = apart(block);
    const text = booleanText(operand, next, writing);
    if (next.lines.length > 0) settle(operand.span);
    append(block, next);
    terms.push(text);
    learn(block, surelyAsked(operand, writing.planned));
    learn(block, impliedBy(operand, isAnd, writing.planned));
  }
  write(block, chain.span, `return ${bare(joined(terms, operator))};`);
}
