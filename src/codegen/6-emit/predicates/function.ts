import type { BooleanExpression } from "../../../ir/index.js";
import type { PlannedPredicate } from "../../predicate.js";
import { askedWhenTrue, impliedBy, surelyAsked } from "./asked.js";
import {
  append,
  apart,
  demand,
  inner,
  learn,
  write,
  type Block,
  type CodeLine,
  type Writing,
} from "./block.js";
import { bare } from "./bare.js";
import { booleanText, joined, negated, operandsOf } from "./booleans.js";
import { findShared } from "./shared-numbers.js";

/** The statements of a predicate's function, which comes to whether the predicate holds. */
export function bodyOf(planned: PlannedPredicate): readonly CodeLine[] {
  const { expression } = planned.predicate;
  const counts = { n: 0, b: 0 };
  const writing: Writing = {
    planned,
    numbers: findShared(expression),
    condition: booleanText,
    unused: (letter) => `${letter}${counts[letter]++}`,
  };
  const block: Block = { lines: [], depth: 1, known: new Set(planned.known), variables: new Map() };
  answer(expression, block, writing);
  return block.lines;
}

/**
 * Writes what comes to the function's answer. Here "does not hold" and "the packet lacks something" are the same, so what any operand of
 * `&&` asks for may be asked for before all of them, and `if` and early `return` become what they were.
 */
function answer(expression: BooleanExpression, block: Block, writing: Writing): void {
  const { planned } = writing;
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
  const operands = operandsOf(chain);
  for (const [i, operand] of operands.entries()) {
    const isLast = i === operands.length - 1;
    const isMore = operand.kind === "choice" || operand.kind === "and" || operand.kind === "or";
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
