import { relative, resolve, sep } from "node:path";
import { DiagnosticError, type Diagnostic, type Span } from "../diagnostics/index.js";
import { projectRoot, type Phase } from "../codegen/index.js";
import type { Output } from "./output.js";
import { createProgress } from "./progress.js";

/**
 * Runs an operation on a rules file, which tells the phases that it comes to and so shows its progress. In what it
 * reports, paths become relative to the working folder, as a user types them.
 */
export async function withRulesFile<T extends { readonly diagnostics: readonly Diagnostic[] }>(
  path: string,
  output: Output,
  operation: (onPhase: (phase: Phase) => void) => Promise<T>,
): Promise<T> {
  const root = projectRoot(resolve(path));
  const here = (file: string) => relative(process.cwd(), resolve(root, file)).split(sep).join("/");
  const span = (s: Span): Span => ({ ...s, file: here(s.file) });
  const localise = (d: Diagnostic): Diagnostic => (d.span === undefined ? d : { ...d, span: span(d.span) });
  const progress = createProgress(output);
  try {
    const result = await operation((phase) => progress.at(phase));
    return { ...result, diagnostics: result.diagnostics.map(localise) };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map(localise));
  } finally {
    progress.done();
  }
}
