import { codeFrameColumns } from "@babel/code-frame";
import type { Colors } from "picocolors/types.js";
import type { Diagnostic } from "./errors.js";
import { formatSpan, type Span } from "./span.js";

/** How a diagnostic becomes text: colours, and where a span's source text comes from. */
export interface RenderOptions {
  readonly colors: Colors;
  /** The text of a file named as in `Span.file`, or undefined when it cannot be read. */
  readonly readSource: (file: string) => string | undefined;
}

const LABEL = { error: "error", warning: "warning", info: "note" } as const;

/** The form for a terminal: the sentence, where, the code frame, what to do. */
export function renderDiagnostic(d: Diagnostic, { colors, readSource }: RenderOptions): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan }[d.severity];
  const lines = [`${paint(colors.bold(`${LABEL[d.severity]} ${d.code}`))}${colors.bold(`: ${d.message}`)}`];
  if (d.span !== undefined) {
    lines.push(`  ${colors.dim("at")} ${colors.cyan(formatSpan(d.span))}`);
    const source = readSource(d.span.file);
    if (source !== undefined) lines.push(indent(codeFrame(source, d.span, colors.isColorSupported)));
  }
  for (const note of d.notes ?? []) lines.push(indent(colors.dim(note)));
  if (d.hint !== undefined) lines.push(`  ${colors.green("help:")} ${d.hint}`);
  return lines.join("\n");
}

/** The form for `--json`: the same facts, one object. */
export function diagnosticToJson(d: Diagnostic): Record<string, unknown> {
  const { code, severity, message, hint, span, notes } = d;
  return { code, severity, message, hint: hint ?? null, location: span ?? null, notes: notes ?? [] };
}

function codeFrame(source: string, span: Span, highlightCode: boolean): string {
  const start = { line: span.line, column: span.column };
  // Babel marks up to and including the end column; ours is the one after.
  const end =
    span.endLine === undefined || span.endColumn === undefined || span.endLine !== span.line
      ? undefined
      : { line: span.endLine, column: Math.max(span.endColumn - 1, span.column) };
  // A variable, because the declarations of this option are missing.
  const options = {
    highlightCode: false,
    forceColor: highlightCode,
    linesAbove: 1,
    linesBelow: 1,
    startLine: Math.max(span.line - 1, 1),
  };
  return codeFrameColumns(
    excerpt(source, span.line),
    end === undefined ? { start } : { start, end },
    options,
  );
}

/** The longest line that is shown whole, in characters. */
const LONGEST_LINE = 200;

/**
 * The line and its neighbours. A list may have a million lines, or lines without end, or characters that would do something to a
 * terminal.
 */
function excerpt(source: string, line: number): string {
  let from = 0;
  for (let skipped = 2; skipped < line; skipped++) from = source.indexOf("\n", from) + 1;
  const lines: string[] = [];
  for (let i = line > 1 ? 3 : 2; i > 0 && from <= source.length; i--) {
    const end = source.indexOf("\n", from);
    const text = source.slice(from, Math.min(end < 0 ? source.length : end, from + LONGEST_LINE));
    lines.push(text.replace(/(?!\t)\p{C}/gu, "\ufffd"));
    from = end < 0 ? source.length + 1 : end + 1;
  }
  return lines.join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
