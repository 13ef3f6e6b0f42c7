/** A remark, which may have any parentheses in it, or a single one. */
const PIECES = /\/\*.*?\*\/|[()]/gs;

/** An expression of C without the parentheses around all of it, for where nothing stands beside it. */
export function bare(text: string): string {
  if (!text.startsWith("(")) return text;
  let open = 0;
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    open += piece === "(" ? 1 : piece === ")" ? -1 : 0;
    if (open === 0) return index === text.length - 1 ? text.slice(1, -1) : text;
  }
  return text;
}
