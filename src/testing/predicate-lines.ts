import { fieldRow } from "../packet/index.js";
import type { ExpressionTrace, PredicateTrace } from "./interpret.js";
import type { Paint } from "./paint.js";

/** What a part of a predicate came to, as rules would write it; undefined when the packet lacks what it asks for. */
export function expressionValue({ expression, value }: ExpressionTrace): string | undefined {
  if (value === undefined) return undefined;
  return expression.kind === "field"
    ? fieldRow(expression.field).type.format(value as bigint)
    : String(value);
}

/** A predicate in one line, and below it what its parts came to on a packet. */
export function predicateLines({ predicate, outcome, parts }: PredicateTrace, paint: Paint): string[] {
  const mark = outcome === "holds" ? paint.good("✓") : paint.bad("✗");
  const { text } = predicate.expression;
  const note = outcome === "lacking" ? ": the packet does not have all of this" : "";
  return [
    `${mark} ${text}${note}`,
    ...parts
      .filter(({ expression }) => expression.text !== text)
      .map((part) => `    ${part.expression.text}: ${paint.faint(expressionValue(part) ?? "it has none")}`),
  ];
}
