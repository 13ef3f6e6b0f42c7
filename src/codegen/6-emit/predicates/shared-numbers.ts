import { isNumber, partsOfExpression, type Expression, type NumberExpression } from "../../../ir/index.js";

/** Which numbers of a predicate are the same, and which of them are worth a variable. */
export interface SharedNumbers {
  /** The same for numbers that are computed alike, wherever they stand. */
  idOf(number: NumberExpression): number;
  /** Whether it is computed, and stands in more than one place. */
  isShared(number: NumberExpression): boolean;
}

/** Looks through a predicate's expression. */
export function findShared(whole: Expression): SharedNumbers {
  const ids = new Map<string, number>();
  const known = new Map<Expression, number>();
  const uses = new Map<number, number>();
  /** Values that numbers are asked for among, told apart by which object they are. */
  const values = new Map<object, number>();
  const identify = (expression: Expression): number => {
    const parts = partsOfExpression(expression).map(identify);
    const among = expression.kind === "in" ? numbered(values, expression.values) : "";
    const said = `${ownText(expression)}${among}(${parts.join(",")})`;
    const id = numbered(ids, said);
    known.set(expression, id);
    uses.set(id, (uses.get(id) ?? 0) + 1);
    return id;
  };
  identify(whole);
  return {
    idOf: (number) => known.get(number)!,
    isShared: (number) => isComputed(number) && uses.get(known.get(number)!)! > 1,
  };
}

function numbered<T>(known: Map<T, number>, key: T): number {
  const number = known.get(key) ?? known.size;
  known.set(key, number);
  return number;
}

const isComputed = ({ kind }: NumberExpression) => kind !== "number" && kind !== "field";

/** What an expression is beside its parts. Of booleans it only has to differ from numbers. */
function ownText(expression: Expression): string {
  const { kind } = expression;
  if (!isNumber(expression)) return booleanText(expression);
  if (kind === "number") return String(expression.value);
  if (kind === "field") return expression.field;
  if (kind === "payload") return `payload ${expression.size}`;
  return kind === "arithmetic" ? expression.op : `number ${kind}`;
}

/** Choices of numbers are the same only when what they are chosen by is. */
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
