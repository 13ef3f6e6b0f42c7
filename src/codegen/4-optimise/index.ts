import { createSession, type Diagnostic } from "../../diagnostics/index.js";
import { verify, type Program } from "../../ir/index.js";
import { deepFreeze } from "../../util/freeze.js";
import type { Pass } from "./pass.js";
import { recogniseMatches } from "./passes/recognise-matches.js";
import { refuseImpossible } from "./passes/refuse-impossible.js";
import { removeImpliedChecks } from "./passes/remove-implied-checks.js";
import { removeShadowed } from "./passes/remove-shadowed.js";

/** The passes in the order in which they run. */
export const PASSES: readonly Pass[] = [
  recogniseMatches,
  refuseImpossible,
  removeShadowed,
  removeImpliedChecks,
];

/** A program after optimising, and what came up. */
export interface Optimised {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Phase 4: an equal program that costs less. No packet's action changes, and every rule that stays keeps its id.
 * @throws DiagnosticError XG301 for rules that can never match
 */
export function optimise(program: Program): Optimised {
  const session = createSession();
  let current = program;
  for (const pass of PASSES) {
    current = pass.run(current, session);
    verify(current, pass.name);
    // What follows could only draw false conclusions from a rule that is wrong.
    session.throwIfErrors();
  }
  return deepFreeze({ program: current, diagnostics: [...session.diagnostics] });
}
