import { partsOfExpression, type BooleanExpression, type Expression } from "../../../ir/index.js";
import type { PlannedPredicate } from "../../predicate.js";
import type { Presence } from "../../presence.js";

/** The presence bits that an expression asks for whenever it is evaluated, on whichever way. */
export function surelyAsked(expression: Expression, planned: PlannedPredicate): readonly Presence[] {
  if (expression.kind === "field") {
    const bit = planned.presence.get(expression.field);
    return bit === undefined ? [] : [bit];
  }
  const [first, ...others] = partsOfExpression(expression);
  if (first === undefined) return [];
  const isSettledByFirst =
    expression.kind === "and" || expression.kind === "or" || expression.kind === "choice";
  const asked = isSettledByFirst ? [first] : [first, ...others];
  return asked.flatMap((part) => surelyAsked(part, planned));
}

/** What a packet must have for the expression to be true: then it may be asked for before anything else, when it decides the rule. */
export function askedWhenTrue(expression: BooleanExpression, planned: PlannedPredicate): readonly Presence[] {
  if (expression.kind === "and")
    return [expression.left, expression.right].flatMap((part) => askedWhenTrue(part, planned));
  return surelyAsked(expression, planned);
}

/** What a packet has of which an expression was true, or false, beside what it asks for. */
export function impliedBy(
  expression: BooleanExpression,
  outcome: boolean,
  planned: PlannedPredicate,
): readonly Presence[] {
  const { kind } = expression;
  if (kind === "has") return outcome ? planned.protocols.get(expression.protocol)!.presence : [];
  if (kind === "not") return impliedBy(expression.operand, !outcome, planned);
  // Of a conjunction that was true both sides were, and have been asked; of a disjunction that was false, too.
  const isOfBoth = kind === (outcome ? "and" : "or");
  if (!isOfBoth) return [];
  const { left, right } = expression;
  return [left, right].flatMap((side) => [
    ...surelyAsked(side, planned),
    ...impliedBy(side, outcome, planned),
  ]);
}
