import { isNumber, type BooleanExpression } from "../../ir/index.js";
import { addAsked, idOf } from "./identity.js";
import { and, asBoolean, asNumber, choose, chooseNumber, whole } from "./logic.js";
import { refuse, staging, type Age, type Fork, type Read, type Run, type Site } from "./state.js";
import { booleanOf, dataOf, isPacketData, numberOf } from "./values.js";

/** How many ways there may be through one function. */
const MOST_PATHS = 256;

/** How often functions may be run for one predicate: far more than any that is small enough for the kernel. */
const MOST_RUNS = 20_000;

/** What one way through a function came to. */
export interface Leaf {
  readonly path: readonly Fork[];
  readonly value: unknown;
  readonly reads: readonly Read[];
}

/** Thrown where a run within another would change what is the other's: then the other takes the decisions itself. */
export class Escape extends Error {}

/** Runs a function once for every way through it; a way is what its conditions on packet data come to. */
export function explore(body: () => unknown, site: Site): readonly Leaf[] {
  const parent = staging.run;
  const path: Fork[] = [];
  const leaves: Leaf[] = [];
  try {
    for (;;) {
      staging.runs++;
      if (staging.runs > MOST_RUNS) refuse("XG272", { most: MOST_PATHS }, site);
      const run: Run = { age: {}, parent, path, next: 0, facts: new Map(parent?.facts), reads: [] };
      staging.run = run;
      const value = body();
      leaves.push({ path: path.map((fork) => ({ ...fork })), value, reads: run.reads });
      // What came up in a run without decisions belongs to whoever asked for it.
      if (path.length === 0 && parent !== undefined) run.age.into = parent.age;
      if (leaves.length > MOST_PATHS) refuse("XG272", { most: MOST_PATHS }, site);
      while (path.length > 0 && !path.at(-1)!.taken) path.pop();
      if (path.length === 0) return leaves;
      path.at(-1)!.taken = false;
    }
  } finally {
    staging.run = parent;
  }
}

/** Decides a condition on this way: as it was decided before, or first true and, when the function is run again, false. */
export function decide(condition: BooleanExpression, site: Site): boolean {
  if (condition.kind === "boolean") return condition.value;
  if (condition.kind === "not") return !decide(condition.operand, site);
  const run = staging.run!;
  const id = idOf(condition);
  const known = run.facts.get(id);
  if (known !== undefined) return known;
  const again = run.path[run.next];
  if (again !== undefined && again.id !== id) refuse("XG271", { what: site.text }, site);
  const fork: Fork = again ?? { condition, id, taken: true };
  if (again === undefined) run.path.push(fork);
  run.next++;
  run.facts.set(id, fork.taken);
  return fork.taken;
}

/** The leaves as one value; undefined when they are not all booleans, or all integers. */
export function merge(leaves: readonly Leaf[], site: Site): unknown {
  const build = (some: readonly Leaf[], depth: number): unknown => {
    const [first] = some;
    const fork = first!.path[depth];
    if (fork === undefined) return withReads(first!, site);
    const then = build(
      some.filter(({ path }) => path[depth]!.taken),
      depth + 1,
    );
    const otherwise = build(
      some.filter(({ path }) => !path[depth]!.taken),
      depth + 1,
    );
    return choose(fork.condition as BooleanExpression, then, otherwise, site);
  };
  return build(leaves, 0);
}

/**
 * The value of a leaf. What was read on the way is asked for in any case: where it is not there, JavaScript would have thrown, and
 * the rule does not match.
 */
function withReads({ path, value, reads }: Leaf, site: Site): unknown {
  const boolean = asBoolean(value, site);
  const number = boolean === undefined ? asNumber(value, site) : undefined;
  const expression = boolean ?? number;
  if (expression === undefined) return undefined;
  const asked = new Set<number>();
  addAsked(expression, asked);
  for (const { condition } of path) addAsked(condition as BooleanExpression, asked);
  // What asks for much comes first: it may ask for what comes later.
  const missing = [...reads].reverse().filter((read) => {
    if (asked.has(idOf(read))) return false;
    addAsked(read, asked);
    return true;
  });
  if (missing.length === 0) return value;
  const present = missing
    .reverse()
    .map((read) => isThere(read))
    .reduce((all, one) => and(all, one, site));
  if (boolean !== undefined) return booleanOf(and(present, boolean, site));
  return numberOf(chooseNumber(present, number!, whole(0n, site.span), site));
}

/** True of every packet that has what is read. */
function isThere(read: Read): BooleanExpression {
  const { span, text } = read;
  const question: BooleanExpression = isNumber(read)
    ? { kind: "compare", op: ">=", left: read, right: whole(0n, span), span, text }
    : read;
  if (read.kind === "field" || read.kind === "payload" || read.kind === "payload-length") return question;
  const right: BooleanExpression = { kind: "boolean", value: true, span, text };
  return { kind: "or", left: question, right, span, text };
}

/** Notes a value that was worked out on this way, whatever becomes of it: some of its parts may be read in some packets only. */
export function noteRead<T>(value: T): T {
  const data = dataOf(value);
  if (data?.kind === "number" || data?.kind === "boolean") staging.run?.reads.push(data.expression);
  return value;
}

/** Runs a function whose ways are merged when that is possible; otherwise its decisions become those of the run around it. */
export function speculate(body: () => unknown, site: Site): unknown {
  const run = staging.run;
  if (run === undefined) return body();
  const leaves = tryToExplore(body, site);
  if (leaves !== undefined) {
    const [first] = leaves;
    if (leaves.length === 1 && first!.path.length === 0) {
      run.reads.push(...first!.reads);
      return first!.value;
    }
    const merged = merge(leaves, site);
    if (merged !== undefined) return noteRead(merged);
  }
  return body();
}

/** The value of what is asked in some packets only; undefined when it is neither true or false nor an integer, or changes what is around it. */
export function attempt(body: () => unknown, site: Site): unknown {
  const leaves = tryToExplore(body, site);
  return leaves === undefined ? undefined : merge(leaves, site);
}

function tryToExplore(body: () => unknown, site: Site): readonly Leaf[] | undefined {
  try {
    return explore(body, site);
  } catch (error) {
    if (error instanceof Escape && staging.refusal === undefined) return undefined;
    throw error;
  }
}

/** The age of what comes up now; undefined while no predicate is staged. */
export const currentAge = (): Age | undefined => staging.run?.age;

const settled = (age: Age): Age => (age.into === undefined ? age : settled(age.into));

/** Lets something change only when it came up in this very run: `what` is its text. */
export function checkChange(born: Age | undefined, what: string, site: Site): void {
  const { run } = staging;
  if (run === undefined) return;
  const age = born === undefined ? undefined : settled(born);
  if (age === run.age) return;
  for (let outer = run.parent; outer !== undefined; outer = outer.parent)
    if (settled(outer.age) === age) throw new Escape();
  refuse("XG270", { what, reason: "it outlives the predicate" }, site);
}

const AGES = new WeakMap<object, Age>();

/** Notes that an object came up now. Objects that were there before are not the predicate's to change. */
export function made<T>(object: T): T {
  const age = currentAge();
  if (age !== undefined && typeof object === "object" && object !== null && !isPacketData(object))
    if (!AGES.has(object)) AGES.set(object, age);
  return object;
}

/** Lets an object change only when it came up in this very run. */
export function checkObject(object: object, what: string, site: Site): void {
  if (staging.run !== undefined) checkChange(AGES.get(object), what, site);
}
