/** A table in Markdown; cells hold no `|`. Numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const align = head.map((_, i) =>
    i > 0 && rows.some((row) => /^\**-?\d/.test(row[i] ?? "")) ? "--:" : "---",
  );
  return [line(head), line(align), ...rows.map(line)].join("\n");
}

/** Lines of a shell. */
export function codeBlock(text: string): string {
  return `\`\`\`sh\n${text}\n\`\`\``;
}
