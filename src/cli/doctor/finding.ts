import type { Diagnostic } from "../../diagnostics/index.js";

/** What one check found out. */
export type Finding =
  | { readonly state: "ok"; readonly says: string }
  /** It works, but less well; the remedy is one line. */
  | { readonly state: "warning"; readonly says: string; readonly remedy: string }
  /** Building or attaching will fail until the remedy is applied. */
  | { readonly state: "problem"; readonly says: string; readonly remedy: string }
  /** It was not checked, and `says` why: another system, or a check that this one builds on has found a problem. */
  | { readonly state: "unchecked"; readonly says: string };

export const ok = (says: string): Finding => ({ state: "ok", says });
export const warning = (says: string, remedy: string): Finding => ({ state: "warning", says, remedy });
export const problem = (says: string, remedy: string): Finding => ({ state: "problem", says, remedy });
export const unchecked = (says: string): Finding => ({ state: "unchecked", says });

/** The problem that a diagnostic speaks of. Its hint does not send to the doctor whoever is there. */
export function problemOf({ message, hint = "" }: Diagnostic): Finding {
  return problem(message, hint.replace(/; `xdpgen doctor`.*$/, ""));
}
