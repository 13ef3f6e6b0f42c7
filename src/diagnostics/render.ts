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
  return codeFrameColumns(source, end === undefined ? { start } : { start, end }, {
    highlightCode: false,
    forceColor: highlightCode,
    linesAbove: 1,
    linesBelow: 1,
  });
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
