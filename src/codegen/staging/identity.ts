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

/** What both sides of a choice ask: kept, because choices stand within choices. */
const CHOICES = new WeakMap<Expression, ReadonlySet<number>>();

/**
 * Adds to `asked` what is asked whenever the expression is, by identity: all of its parts, but for the sides of choices and the right
 * sides of `and` and `or`.
 */
export function addAsked(expression: Expression, asked: Set<number>): void {
  const id = idOf(expression);
  if (asked.has(id)) return;
  asked.add(id);
  if (expression.kind === "and" || expression.kind === "or") addAsked(expression.left, asked);
  else if (expression.kind === "choice") {
    addAsked(expression.condition, asked);
    for (const common of askedByBoth(expression)) asked.add(common);
  } else for (const part of partsOfExpression(expression)) addAsked(part, asked);
}

function askedByBoth(expression: Expression & { kind: "choice" }): ReadonlySet<number> {
  const known = CHOICES.get(expression);
  if (known !== undefined) return known;
  const [then, otherwise] = [new Set<number>(), new Set<number>()];
  addAsked(expression.then, then);
  addAsked(expression.otherwise, otherwise);
  const both = new Set([...then].filter((id) => otherwise.has(id)));
  CHOICES.set(expression, both);
  return both;
}
