import type { Cause, Diagnostic } from "../diagnostics/index.js";

/** The exit code of a command that did what it was asked for. */
export const EXIT_OK = 0;

/** The exit code of each kind of failure; scripts may rely on them. `docs/exit-codes.md` is the same table in words. */
export const EXIT_CODES = {
  rules: 1,
  difference: 1,
  usage: 2,
  environment: 3,
  privilege: 4,
  kernel: 5,
  occupied: 6,
  internal: 70,
} as const satisfies Record<Cause, number>;

/** The exit code for what an operation reported: that of its first error, EXIT_OK without one. */
export function exitCodeFor(diagnostics: readonly Diagnostic[]): number {
  const first = diagnostics.find((d) => d.severity === "error");
  return first === undefined ? EXIT_OK : EXIT_CODES[first.cause];
}
