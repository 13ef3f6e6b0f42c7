import { candidates } from "./candidates.js";
import type { Conditions } from "./conditions.js";
import { productOf } from "./combine.js";
import { crossProduct } from "./cross-product.js";
import { compactTable, costOf, type Draft, type Ingredient } from "./draft.js";
import { leavesMost } from "./effort.js";
import { pick, project } from "./rule-sets.js";

/** A list of rules, taken apart by which of the keys they ask about. */
export interface PartsInput {
  /** At most two: what most classes are of. */
  readonly keys: readonly Ingredient[];
  /** For each rule, which of the keys it asks about: bit i for key i. */
  readonly patterns: Uint8Array;
  /** All else that rules ask about. */
  readonly service: Ingredient | undefined;
  readonly conditions: Conditions | undefined;
  /** How many rules there are. */
  readonly count: number;
}

/** More parts than that are no good. */
const MOST_PARTS = 8;

/** What a part takes that is for the rules left over by another, in nanoseconds. */
const ANOTHER_PART = 8;

/** Decides rules part by part; what none has room for is left over. */
export function partsOf(
  input: PartsInput,
  name: string,
): { readonly drafts: readonly Draft[]; readonly leftover: readonly number[] } {
  const open: { readonly rules: readonly number[]; readonly keys: readonly Ingredient[] }[] = [];
  for (const pattern of new Set(input.patterns.toSorted())) {
    const rules = [...input.patterns.keys()].filter((rule) => input.patterns[rule] === pattern);
    open.push({ rules, keys: input.keys.filter((_, i) => ((pattern >> i) & 1) === 1) });
  }
  const drafts: Draft[] = [];
  const leftover: number[] = [];
  for (const { rules, keys } of open) {
    const draft =
      drafts.length < MOST_PARTS ? bestDraft(rules, keys, input, `${name}_${drafts.length}`) : undefined;
    if (draft === undefined || leavesMost(rules.length, draft.leftover.length)) {
      leftover.push(...rules);
      continue;
    }
    drafts.push(draft);
    if (draft.leftover.length > 0) open.push({ rules: draft.leftover, keys });
  }
  return { drafts, leftover: leftover.sort((a, b) => a - b) };
}

/** The best way to decide some rules; undefined when there is none. */
function bestDraft(
  rules: readonly number[],
  keys: readonly Ingredient[],
  input: PartsInput,
  name: string,
): Draft | undefined {
  const { service, conditions, count } = input;
  const ofKeys = keys.map((key, i) => waysToKnow(key, rules, `${name}_key_${i}`));
  const ofService = service === undefined ? [] : [waysToKnow(service, rules, `${name}_service`)];
  const drafts: Draft[] = [];
  const add = (known: readonly Known[], draft: Draft | undefined) =>
    draft !== undefined && drafts.push(after(known, draft));
  const isSame = (all: readonly Ways[]) => all.every(({ plain, renamed }) => plain === renamed);
  const ways = isSame([...ofKeys, ...ofService]) ? (["renamed"] as const) : WAYS;
  for (const key of isSame(ofKeys) ? (["renamed"] as const) : ways) {
    const known = ofKeys.map((known) => known[key]);
    for (const way of isSame(ofService) ? (["renamed"] as const) : ways) {
      const all = [...known, ...ofService.map((known) => known[way])];
      const lists = all.map(({ ingredient }) => ingredient);
      const size = productOf(lists.map(({ sets }) => sets));
      if (key === way || size <= PLAIN_ELEMENTS) add(all, crossProduct(lists, rules, count, name));
    }
    const isListed = drafts.some(({ part, leftover }) => part.candidates.length > 0 && leftover.length === 0);
    if (keys.length > 0 && conditions !== undefined && !isListed) {
      const own = { rules, keys: known.map(({ ingredient }) => ingredient), conditions, count };
      add(known, candidates(own, name));
    }
  }
  const time = ({ time: own, leftover }: Draft) => own + (leftover.length > 0 ? ANOTHER_PART : 0);
  return drafts.sort((a, b) => time(a) - time(b))[0];
}

/** Tables of so many elements may have more classes than these rules need, when this saves a load. */
const PLAIN_ELEMENTS = 128 * 1024;

/** Classes, and what has to be looked up first to know them. */
interface Known {
  readonly ingredient: Ingredient;
  readonly steps: readonly {
    readonly combined: Draft["part"]["combined"][number];
    readonly table: Draft["tables"][number];
  }[];
}

const WAYS = ["plain", "renamed"] as const;

type Ways = Record<(typeof WAYS)[number], Known>;

/** Classes for some of the rules only: the ones that are known, or fewer, numbered anew, at the cost of a load. */
function waysToKnow({ variable, sets }: Ingredient, rules: readonly number[], name: string): Ways {
  const { renamed: numbers, sets: own } = project(sets, rules);
  const plain: Known = { ingredient: { variable, sets: pick(own, numbers) }, steps: [] };
  if (own.count === sets.count) return { plain, renamed: plain };
  const table = compactTable(`${name}_class`, numbers);
  const steps = [{ table, combined: { variable: name, table: table.symbol, index: variable } }];
  return { plain, renamed: { ingredient: { variable: name, sets: own }, steps } };
}

/** A draft whose classes are made first. */
function after(all: readonly Known[], draft: Draft): Draft {
  const steps = all.flatMap(({ steps: own }) => own);
  const tables = steps.map(({ table }) => table);
  const cost = costOf(tables);
  return {
    ...draft,
    part: { ...draft.part, combined: [...steps.map(({ combined }) => combined), ...draft.part.combined] },
    tables: [...tables, ...draft.tables],
    time: draft.time + cost.time,
    instructions: draft.instructions + cost.instructions,
  };
}
