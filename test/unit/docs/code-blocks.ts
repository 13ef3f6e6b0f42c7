import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../..");

/** A fenced block of a page. */
export interface CodeBlock {
  /** What stands after the backticks: `ts`, `text`, or "". */
  readonly language: string;
  readonly text: string;
  /** The line of the page that it begins in. */
  readonly line: number;
}

/** The fenced blocks of a page, in order; `page` is relative to the project. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  const content = readFileSync(join(ROOT, page), "utf8");
  return [...content.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(({ 1: language, 2: text, index }) => ({
    language: language!,
    text: text!,
    line: content.slice(0, index).split("\n").length,
  }));
}

/** The line of a page that is a heading, or any other text, all of it; it has to be there. */
export function pageLine(page: string, text: string): number {
  const at = readFileSync(join(ROOT, page), "utf8").split("\n").indexOf(text);
  if (at < 0) throw new RangeError(`${page} has no line ${text}`);
  return at + 1;
}
