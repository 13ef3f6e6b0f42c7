/** An expression of C without the parentheses around all of it, for where nothing stands beside it. */
export function bare(text: string): string {
  if (!text.startsWith("(")) return text;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    // What is in a string is not looked into: then they stay.
    if (character === '"') return text;
    open += character === "(" ? 1 : character === ")" ? -1 : 0;
    if (open === 0) return i === text.length - 1 ? text.slice(1, -1) : text;
  }
  return text;
}
