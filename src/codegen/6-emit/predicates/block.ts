import type { Span } from "../../../diagnostics/index.js";
import type { BooleanExpression, Expression } from "../../../ir/index.js";
import type { PlannedPredicate } from "../../predicate.js";
import type { Presence } from "../../presence.js";
import { constantsOf } from "../c-names.js";
import type { Shared } from "./shared-expressions.js";

/** A line of C, and the place in the rules that it belongs to. */
export interface CodeLine {
  readonly span: Span;
  readonly text: string;
}

/** Statements that run one after the other, and what is certain where they end. */
export interface Block {
  readonly lines: CodeLine[];
  /** Tabs in front of its lines. */
  readonly depth: number;
  /** What the packet is known to have. */
  readonly known: Set<Presence>;
  /** What has been computed on every way to its end, by its identity: as an expression of C that asks the variable. */
  readonly variables: Map<number, string>;
}

/** A bit of a word of 32: booleans are kept in few words, because a stack has 512 bytes for all that call each other. */
export interface Bit {
  readonly word: string;
  readonly bit: number;
}

/** What all blocks of a predicate share. */
export interface Writing {
  readonly planned: PlannedPredicate;
  readonly shared: Shared;
  /** Has what was computed become a variable, when that is asked again: then as `make` gives it. Asked at each place of something shared. */
  readonly keep: (make: () => string) => string | undefined;
  /** Told of each variable that is asked again. */
  readonly onUse: (variable: string) => void;
  /** Writes the condition of a number that is chosen: `booleanText` of booleans.ts, which needs numbers itself. */
  readonly condition: (condition: BooleanExpression, block: Block, writing: Writing) => string;
  /** A variable that there has not been: `n0`. */
  readonly unused: (letter: "n" | "b") => string;
  /** A bit that there has not been, for a boolean that is kept. */
  readonly unusedBit: () => Bit;
}

/** A block whose statements run only on some ways: what is known above is known in it, and not the reverse. */
export const inner = (block: Block): Block => apart(block, block.depth + 1);

/** What might follow in a block, written apart: `append` puts it there. */
export const apart = (block: Block, depth = block.depth): Block => ({
  lines: [],
  depth,
  known: new Set(block.known),
  variables: new Map(block.variables),
});

/** Goes on with statements that were written apart. */
export function append(block: Block, { lines, known, variables }: Block): void {
  block.lines.push(...lines);
  for (const bit of known) block.known.add(bit);
  for (const [id, variable] of variables) block.variables.set(id, variable);
}

/** What was computed before on every way that leads here, as its variable. */
export function recalled(
  expression: Expression,
  block: Block,
  { shared, onUse }: Writing,
): string | undefined {
  const variable = block.variables.get(shared.idOf(expression));
  if (variable !== undefined) onUse(variable);
  return variable;
}

export function write({ lines, depth }: Block, span: Span, text: string): void {
  lines.push({ span, text: `${"\t".repeat(depth)}${text}` });
}

/** Leaves the function with "does not match" when a condition holds. */
export function leaveIf(block: Block, span: Span, condition: string): void {
  write(block, span, `if (${condition}) return false;`);
}

/** Notes what a packet has that comes to the block's end. */
export function learn(block: Block, bits: Iterable<Presence>): void {
  for (const bit of bits) block.known.add(bit);
}

/** Leaves the function unless the packet has all of this. */
export function demand(block: Block, span: Span, bits: Iterable<Presence>): void {
  const missing = [...new Set(bits)].filter((bit) => !block.known.has(bit));
  if (missing.length === 0) return;
  leaveIf(block, span, `!has(p->has, ${constantsOf(missing)})`);
  learn(block, missing);
}
