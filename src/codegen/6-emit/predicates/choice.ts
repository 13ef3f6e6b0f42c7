import type { Span } from "../../../diagnostics/index.js";
import type { BooleanExpression } from "../../../ir/index.js";
import { impliedBy } from "./asked.js";
import { bare } from "./bare.js";
import { inner, learn, write, type Block, type Writing } from "./block.js";

/** The two ways that a choice may go: what is known on each. */
export function waysOf(
  condition: BooleanExpression,
  block: Block,
  { planned }: Writing,
): readonly [Block, Block] {
  const ways = [inner(block), inner(block)] as const;
  learn(ways[0], impliedBy(condition, true, planned));
  learn(ways[1], impliedBy(condition, false, planned));
  return ways;
}

/** A value that is chosen by what C asks for with `asked`: its text on either way, and what that way needs before. */
interface Chosen {
  readonly type: "bool" | "__s64";
  readonly variable: string;
  readonly asked: string;
  readonly ways: readonly [Block, Block];
  readonly texts: readonly [string, string];
}

/** Writes a variable that has the value. */
export function writeChosen({ type, variable, asked, ways, texts }: Chosen, block: Block, span: Span): void {
  const [then, otherwise] = ways;
  write(block, span, `${type} ${variable};`);
  write(block, span, `if (${bare(asked)}) {`);
  write(then, span, `${variable} = ${bare(texts[0])};`);
  block.lines.push(...then.lines);
  write(block, span, "} else {");
  write(otherwise, span, `${variable} = ${bare(texts[1])};`);
  block.lines.push(...otherwise.lines);
  write(block, span, "}");
}
