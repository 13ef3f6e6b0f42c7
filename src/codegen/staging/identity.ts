import { partsOfExpression, type Expression } from "../../ir/index.js";

const IDS = new WeakMap<object, number>();
const BY_CONTENT = new Map<string, number>();
let next = 0;

/** A number for each expression, the same for expressions that are the same but for where they stand. */
export function idOf(expression: Expression): number {
  const known = IDS.get(expression);
  if (known !== undefined) return known;
  const parts = partsOfExpression(expression);
  const own = Object.entries(expression).map(([key, value]: [string, unknown]) => {
    if (key === "span" || key === "text") return "";
    return (parts as readonly unknown[]).includes(value) ? idOf(value as Expression) : contentOf(value);
  });
  const content = own.join(",");
  const id = BY_CONTENT.get(content) ?? fresh();
  BY_CONTENT.set(content, id);
  IDS.set(expression, id);
  return id;
}

const fresh = () => next++;

/** Text that is alike for values that are alike. Sets are one object for all who ask them. */
function contentOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
  if (value instanceof Uint8Array) return `bytes ${value.join(" ")}`;
  const { kind, intervals } = value as {
    kind?: string;
    intervals?: readonly { first: bigint; last: bigint }[];
  };
  if (kind === "intervals" && intervals !== undefined)
    return intervals.map(({ first, last }) => `${first}-${last}`).join(" ");
  const id = IDS.get(value) ?? fresh();
  IDS.set(value, id);
  return `object ${id}`;
}

const READS = new WeakMap<Expression, ReadonlySet<number>>();

/** What is read whenever the expression is asked, by identity: the conditions of choices and the left sides of `and` and `or` alone. */
export function certainReads(expression: Expression): ReadonlySet<number> {
  const known = READS.get(expression);
  if (known !== undefined) return known;
  const reads = findReads(expression);
  READS.set(expression, reads);
  return reads;
}

function findReads(expression: Expression): ReadonlySet<number> {
  switch (expression.kind) {
    case "field":
      return new Set([idOf(expression)]);
    case "payload":
      return new Set([idOf(expression), ...certainReads(expression.offset)]);
    case "and":
    case "or":
      return certainReads(expression.left);
    case "choice": {
      const otherwise = certainReads(expression.otherwise);
      const both = [...certainReads(expression.then)].filter((id) => otherwise.has(id));
      return new Set([...certainReads(expression.condition), ...both]);
    }
    default:
      return new Set(partsOfExpression(expression).flatMap((part) => [...certainReads(part)]));
  }
}
