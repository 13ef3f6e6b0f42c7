import { createInterner, MOST_CLASSES, type RuleSets } from "./rule-sets.js";

/** No table has more elements than that, and making one may not take longer than so many words. */
export const MOST_ELEMENTS = 768 * 1024;
const MOST_WORK = 32 * 1024 * 1024;

/** A number for each way to take one class of every list: the element is the sum of the classes, each times its factor. */
export interface Combination {
  readonly elements: Uint32Array;
  readonly sets: RuleSets;
}

/** How many ways there are to take one class of every list. */
export const productOf = (lists: readonly RuleSets[]): number =>
  lists.reduce((product, { count }) => product * count, 1);

/** The factors of the lists: classes of the last one are neighbours in the table. */
export function factorsOf(lists: readonly RuleSets[]): readonly number[] {
  return lists.map((_, i) => productOf(lists.slice(i + 1)));
}

/** Whether a table over all classes of some lists is small enough, and soon enough made. */
export function isFeasible(lists: readonly RuleSets[]): boolean {
  const product = productOf(lists);
  return product <= MOST_ELEMENTS && product * lists[0]!.words <= MOST_WORK;
}

/** Classes of several lists put together: the rules that all of them leave possible. Undefined when there are too many. */
export function combine(lists: readonly RuleSets[]): Combination | undefined {
  const elements = new Uint32Array(productOf(lists));
  const { words } = lists[0]!;
  const interner = createInterner(words);
  const nothing = interner.intern(new Uint32Array(words))!;
  const all = visit(lists, (at, count, set) => {
    const label = set === undefined ? nothing : interner.intern(set);
    if (label === undefined || label >= MOST_CLASSES) return false;
    elements.fill(label, at, at + count);
    return true;
  });
  return all ? { elements, sets: interner.sets() } : undefined;
}

/** The rank of the first rule for each way to take one class of every list, given the rank of each rule; `none` where there is no rule. */
export function firstRanks(lists: readonly RuleSets[], ranks: readonly number[], none: number): Uint32Array {
  const elements = new Uint32Array(productOf(lists));
  visit(lists, (at, count, set) => {
    elements.fill(set === undefined ? none : firstOf(set, ranks, none), at, at + count);
    return true;
  });
  return elements;
}

function firstOf(set: Uint32Array, ranks: readonly number[], none: number): number {
  for (let i = 0; i < set.length; i++) {
    const word = set[i]!;
    if (word !== 0) return ranks[i * 32 + 31 - Math.clz32(word & -word)]!;
  }
  return none;
}

/**
 * Visits every way to take one class of each list, in order, with the rules that are common to them; where there are none, all
 * ways that begin alike at once, with undefined. Ends early when `act` says false.
 */
function visit(
  lists: readonly RuleSets[],
  act: (at: number, count: number, set: Uint32Array | undefined) => boolean,
): boolean {
  const { words } = lists[0]!;
  const factors = factorsOf(lists);
  const scratch = lists.map(() => new Uint32Array(words));
  const descend = (depth: number, at: number): boolean => {
    const { bits, count } = lists[depth]!;
    const factor = factors[depth]!;
    const set = scratch[depth]!;
    const above = depth === 0 ? undefined : scratch[depth - 1]!;
    for (let i = 0, from = 0; i < count; i++, from += words) {
      let some = 0;
      for (let word = 0; word < words; word++) {
        const common = above === undefined ? bits[from + word]! : bits[from + word]! & above[word]!;
        set[word] = common;
        some |= common;
      }
      const place = at + i * factor;
      const goesOn =
        some === 0
          ? act(place, factor, undefined)
          : depth === lists.length - 1
            ? act(place, 1, set)
            : descend(depth + 1, place);
      if (!goesOn) return false;
    }
    return true;
  };
  return descend(0, 0);
}
