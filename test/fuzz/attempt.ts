import { DiagnosticError } from "../../src/diagnostics/index.js";

/** Something that did not succeed; `code` tells one trouble from another. */
export interface Failed {
  readonly code: string;
  readonly message: string;
}

export type Attempt<T> = { readonly done: T } | { readonly failed: Failed };

/** What `act` gives, or why it gives nothing. */
export function attempt<T>(act: () => T): Attempt<T> {
  try {
    return { done: act() };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}

/** What an error says: the codes of its diagnostics, or its name. */
export function failureOf(error: unknown): Failed {
  if (!(error instanceof Error)) throw error;
  const codes = error instanceof DiagnosticError ? error.diagnostics.map(({ code }) => code) : [error.name];
  return { code: [...new Set(codes)].sort().join(" "), message: error.message };
}
