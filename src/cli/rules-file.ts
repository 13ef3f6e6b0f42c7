import { relative, resolve, sep } from "node:path";
import { DiagnosticError, type Diagnostic, type Span } from "../diagnostics/index.js";
import { projectRoot } from "../codegen/index.js";

/** Runs an operation on a rules file; in what it reports, paths become relative to the working folder, as a user types them. */
export async function withRulesFile<T extends { readonly diagnostics: readonly Diagnostic[] }>(
  path: string,
  operation: () => Promise<T>,
): Promise<T> {
  const root = projectRoot(resolve(path));
  const here = (file: string) => relative(process.cwd(), resolve(root, file)).split(sep).join("/");
  const span = (s: Span): Span => ({ ...s, file: here(s.file) });
  const localise = (d: Diagnostic): Diagnostic => (d.span === undefined ? d : { ...d, span: span(d.span) });
  try {
    const result = await operation();
    return { ...result, diagnostics: result.diagnostics.map(localise) };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map(localise));
  }
}
