import { DiagnosticError, type Session, type Span } from "../../diagnostics/index.js";
import { isLiveSet, type PredicateDecl } from "../../dsl/index.js";
import type { Predicate } from "../../ir/index.js";
import { fieldRow, show, type FieldName } from "../../packet/index.js";
import { stagePredicate, type Surroundings } from "../staging/index.js";
import { lowerValues } from "./operand.js";
import type { Sets } from "./sets.js";

/** Runs the function of a `when(…)` and takes what it comes to. Undefined when it was refused: then the session says why. */
export function lowerPredicate(
  { predicate, placeSets, places, span }: PredicateDecl<Span>,
  sets: Sets,
  session: Session,
): Predicate | undefined {
  const operandOf: Surroundings["operandOf"] = (field, values, at) => {
    const placed = placeSets(values);
    const live = placed.flat().find(isLiveSet);
    if (live !== undefined) session.report("XG278", { set: show(live.name), field }, at);
    else return lowerValues(placed, [], at, contextOf(field, session), sets);
    return undefined;
  };
  try {
    return stagePredicate(predicate, places[0]?.span ?? span, { operandOf });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    session.add(error.diagnostics);
    return undefined;
  }
}

const contextOf = (field: FieldName, session: Session) => ({ field, row: fieldRow(field), session });
