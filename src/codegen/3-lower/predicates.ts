import {
  createSession,
  DiagnosticError,
  formatSpan,
  type Diagnostic,
  type Session,
  type Span,
} from "../../diagnostics/index.js";
import { isLiveSet, type PredicateDecl } from "../../dsl/index.js";
import type { Predicate } from "../../ir/index.js";
import { fieldRow, show } from "../../packet/index.js";
import { stagePredicate, type Surroundings } from "../staging/index.js";
import { lowerValues } from "./operand.js";
import type { Sets } from "./sets.js";

/** Runs the function of a `when(…)` and takes what it comes to. Undefined when it was refused: then the session says why. */
export function lowerPredicate(
  { predicate, placeSets, places, span }: PredicateDecl<Span>,
  sets: Sets,
  session: Session,
): Predicate | undefined {
  // The function runs more than once, and says the same of its values each time.
  const said = new Map<string, Diagnostic>();
  const operandOf: Surroundings["operandOf"] = (field, values, at) => {
    const own = createSession();
    const placed = placeSets(values);
    const live = placed.flat().find(isLiveSet);
    if (live !== undefined) own.report("XG278", { set: show(live.name), field }, at);
    const operand =
      live === undefined
        ? lowerValues(placed, [], at, { field, row: fieldRow(field), session: own }, sets)
        : undefined;
    for (const found of own.diagnostics) said.set(`${found.code} ${formatSpan(at)} ${found.message}`, found);
    return operand;
  };
  try {
    return stagePredicate(predicate, places[0]?.span ?? span, { operandOf });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    session.add(error.diagnostics);
    return undefined;
  } finally {
    session.add(said.values());
  }
}
