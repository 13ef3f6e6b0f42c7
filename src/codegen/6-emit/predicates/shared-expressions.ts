import { isNumber, partsOfExpression, type Expression, type InExpression } from "../../../ir/index.js";
import type { PlannedPredicate } from "../../predicate.js";

/** Which parts of a predicate are the same, and which of them are worth a variable. */
export interface Shared {
  /** The same for what is computed alike, wherever it stands. */
  idOf(expression: Expression): number;
  /** Whether it stands in more than one place, and is more than what a variable would be asked for. */
  isShared(expression: Expression): boolean;
}

/** Looks through a predicate's expression. */
export function findShared(planned: PlannedPredicate): Shared {
  const whole = planned.predicate.expression;
  const ids = new Map<string, number>();
  const known = new Map<Expression, number>();
  const uses = new Map<number, number>();
  /** Sets that numbers are asked for among, told apart by which object they are. */
  const sets = new Map<object, number>();
  const identify = (expression: Expression): void => {
    const parts = partsOfExpression(expression);
    parts.forEach(identify);
    const among = expression.kind === "in" ? amongText(expression.values, sets) : "";
    const said = `${ownText(expression)}${among}(${parts.map((part) => known.get(part)).join()})`;
    known.set(expression, numbered(ids, said));
  };
  const count = (expression: Expression): void => {
    const id = known.get(expression)!;
    const before = uses.get(id) ?? 0;
    uses.set(id, before + 1);
    // What is in a variable does not compute its parts again.
    if (before === 0 || !isWorthIt(expression, planned)) partsOfExpression(expression).forEach(count);
  };
  identify(whole);
  count(whole);
  return {
    idOf: (expression) => known.get(expression)!,
    isShared: (expression) => uses.get(known.get(expression)!)! > 1 && isWorthIt(expression, planned),
  };
}

function numbered<T>(known: Map<T, number>, key: T): number {
  const number = known.get(key) ?? known.size;
  known.set(key, number);
  return number;
}

/** Kinds that are as short as a variable, or as what makes one of a variable. */
const SHORT: ReadonlySet<Expression["kind"]> = new Set(["number", "field", "boolean", "has", "not"]);

/** Whether computing an expression is more than asking a variable. Bytes of the payload are in variables already. */
function isWorthIt(expression: Expression, { memberships }: PlannedPredicate): boolean {
  if (expression.kind === "compare")
    return [expression.left, expression.right].some(({ kind }) => !SHORT.has(kind) && kind !== "payload");
  if (expression.kind !== "in") return !SHORT.has(expression.kind);
  const asked = memberships.get(expression)?.anyOf ?? [];
  const isOneComparison = asked.length < 2 && asked.every(({ kind }) => kind !== "list" && kind !== "lookup");
  return expression.operand.kind !== "field" || !isOneComparison;
}

/** What an expression is beside its parts. */
function ownText(expression: Expression): string {
  const { kind } = expression;
  if (!isNumber(expression)) return booleanText(expression);
  if (kind === "number") return String(expression.value);
  if (kind === "field") return expression.field;
  if (kind === "payload") return `payload ${expression.size}`;
  return kind === "arithmetic" ? expression.op : `number ${kind}`;
}

function booleanText(expression: Expression): string {
  const { kind } = expression;
  if (kind === "boolean") return String(expression.value);
  if (kind === "has") return `has ${expression.protocol}`;
  if (kind === "compare") return `${kind} ${expression.op}`;
  if (kind === "same") return `${kind} ${expression.negated}`;
  if (kind === "in-live") return `${kind} ${expression.set}`;
  if (kind === "starts") return `${kind} ${expression.offset} ${expression.bytes.join()}`;
  return kind;
}

/** Intervals are alike when they hold the same; a set is one object for all who ask it. */
function amongText(values: InExpression["values"], sets: Map<object, number>): string {
  if (values.kind === "set") return ` set ${numbered(sets, values.firsts)}`;
  return values.intervals.map(({ first, last }) => ` ${first}-${last}`).join("");
}
