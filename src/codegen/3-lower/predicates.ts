import {
  createSession,
  DiagnosticError,
  formatSpan,
  type Diagnostic,
  type Session,
  type Span,
} from "../../diagnostics/index.js";
import type { PredicateDecl } from "../../dsl/index.js";
import type { Predicate } from "../../ir/index.js";
import { stagePredicate, type Surroundings } from "../staging/index.js";
import { lowerAskedFor, type AllSets } from "./asked-for.js";

/** Runs the function of a `when(…)` and takes what it comes to. Undefined when it was refused: then the session says why. */
export function lowerPredicate(
  { predicate, placeSets, places, span }: PredicateDecl<Span>,
  { session, ...sets }: AllSets & { readonly session: Session },
): Predicate | undefined {
  // The function runs more than once, and says the same of its values each time.
  const said = new Map<string, Diagnostic>();
  const askedFor: Surroundings["askedFor"] = (field, values, at) => {
    const own = createSession();
    const asked = lowerAskedFor(field, placeSets(values), at, sets, own);
    for (const found of own.diagnostics) said.set(`${found.code} ${formatSpan(at)} ${found.message}`, found);
    return asked;
  };
  try {
    return stagePredicate(predicate, places[0]?.span ?? span, { askedFor });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    session.add(error.diagnostics);
    return undefined;
  } finally {
    session.add(said.values());
  }
}
