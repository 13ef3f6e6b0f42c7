import type { Code, MessageArguments } from "./codes.js";
import { diagnostic, DiagnosticError, type Diagnostic } from "./errors.js";
import type { Span } from "./span.js";

/** Collects the diagnostics of one operation, so that a user sees all mistakes at once. */
export interface Session {
  readonly diagnostics: readonly Diagnostic[];
  report<C extends Code>(code: C, args: MessageArguments<C>, span?: Span, notes?: readonly string[]): void;
  add(diagnostics: Iterable<Diagnostic>): void;
  /** Throws a DiagnosticError with everything collected when there is an error among it. */
  throwIfErrors(): void;
}

export function createSession(): Session {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report: (code, args, span, notes) => void diagnostics.push(diagnostic(code, args, { span, notes })),
    add(more) {
      for (const diagnostic of more) diagnostics.push(diagnostic);
    },
    throwIfErrors() {
      if (diagnostics.some((d) => d.severity === "error")) throw new DiagnosticError(diagnostics);
    },
  };
}
