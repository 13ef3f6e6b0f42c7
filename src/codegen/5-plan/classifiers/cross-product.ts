import type { CombinedClass } from "../../classifier.js";
import { combine, factorsOf, firstRanks, isFeasible, productOf } from "./combine.js";
import { compactTable, costOf, indexOf, type Combined, type Draft, type Ingredient } from "./draft.js";

/** A table of so many elements is looked up at once by all classes that are left, and not by two of them first. */
const AT_ONCE = 8 * 1024;

const setsOf = (lists: readonly Ingredient[]) => lists.map(({ sets }) => sets);

/**
 * Recursive flow classification (Gupta and McKeown, SIGCOMM 1999): classes are put together two by two, by tables, until
 * one table has the rank of the first rule. `rules` are their ranks, and `none` is that of no rule. Undefined when a table would be
 * too large.
 */
export function crossProduct(
  all: readonly Ingredient[],
  rules: readonly number[],
  none: number,
  name: string,
): Draft | undefined {
  let lists: readonly Ingredient[] = all.filter(({ sets }) => sets.count > 1);
  const steps: Combined[] = [];
  while (lists.length > 2 && productOf(setsOf(lists)) > AT_ONCE) {
    const step = bestPair(lists, `${name}_${steps.length}`);
    if (step === undefined) return undefined;
    steps.push(step);
    lists = step.lists;
  }
  if (lists.length === 0) lists = all.slice(0, 1);
  if (!isFeasible(setsOf(lists))) return undefined;
  const last = compactTable(`${name}_first`, firstRanks(setsOf(lists), rules, none));
  const tables = [...steps.map(({ table }) => table), last];
  return {
    part: {
      combined: steps.map(({ combined }) => combined),
      ranks: [{ table: last.symbol, index: indexOf(lists, factorsOf(setsOf(lists))) }],
      candidates: [],
    },
    tables,
    ...costOf(tables, LEAST),
    leftover: [],
  };
}

/** Instructions of taking the lesser of two ranks. */
export const LEAST = 6;

interface Step extends Combined {
  /** What is left to be put together. */
  readonly lists: readonly Ingredient[];
}

/** Of three lists, every pair is tried; of more, the pair with the smallest table is taken. */
function bestPair(lists: readonly Ingredient[], name: string): Step | undefined {
  const pairs = lists.flatMap((a, i) => lists.slice(i + 1).map((b) => [a, b] as const));
  pairs.sort((p, q) => productOf(setsOf(p)) - productOf(setsOf(q)));
  const steps = pairs.slice(0, lists.length === 3 ? 3 : 1).flatMap((pair) => {
    const step = combined(pair, name);
    return step === undefined
      ? []
      : [{ ...step, lists: [...lists.filter((list) => !pair.includes(list)), step.ingredient] }];
  });
  const size = ({ lists: left, table }: Step) => productOf(setsOf(left)) + table.elements.length;
  return steps.sort((a, b) => size(a) - size(b))[0];
}

/** Puts classes together by one table. */
export function combined(lists: readonly Ingredient[], name: string): Combined | undefined {
  const sets = setsOf(lists);
  const combination = isFeasible(sets) ? combine(sets) : undefined;
  if (combination === undefined) return undefined;
  const table = compactTable(`${name}_cells`, combination.elements);
  const made: CombinedClass = { variable: name, table: table.symbol, index: indexOf(lists, factorsOf(sets)) };
  return { combined: made, table, ingredient: { variable: name, sets: combination.sets } };
}
