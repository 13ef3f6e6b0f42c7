import { MESSAGES, type Cause, type Code, type MessageArguments, type Severity } from "./codes.js";
import type { Span } from "./span.js";

/** One thing that a user is told: plain data, rendered by `render.ts`. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly cause: Cause;
  readonly message: string;
  readonly hint?: string;
  readonly span?: Span;
  /** Further lines: a stack of the user's own code, the end of a log. */
  readonly notes?: readonly string[];
}

const PLACEHOLDER = /\{(\w+)\}/g;

function fill(text: string, args: Readonly<Record<string, string | number | bigint>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

/** Makes the diagnostic of `code`; a hint that comes out empty is left out. */
export function diagnostic<C extends Code>(
  code: C,
  args: MessageArguments<C>,
  at: { readonly span?: Span | undefined; readonly notes?: readonly string[] | undefined } = {},
): Diagnostic {
  const row: { severity: Severity; cause: Cause; text: string; hint?: string } = MESSAGES[code];
  const hint = row.hint === undefined ? "" : fill(row.hint, args);
  return {
    code,
    severity: row.severity,
    cause: row.cause,
    message: fill(row.text, args),
    ...(hint === "" ? {} : { hint }),
    ...(at.span === undefined ? {} : { span: at.span }),
    ...(at.notes === undefined || at.notes.length === 0 ? {} : { notes: at.notes }),
  };
}

/** Ends an operation because of what its diagnostics say. Any other error that reaches a user is a bug in xdpgen. */
export class DiagnosticError extends Error {
  override readonly name = "DiagnosticError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** Throws the one diagnostic of `code`. */
export function fail<C extends Code>(
  code: C,
  args: MessageArguments<C>,
  at: { readonly span?: Span | undefined; readonly notes?: readonly string[] | undefined } = {},
): never {
  throw new DiagnosticError([diagnostic(code, args, at)]);
}
