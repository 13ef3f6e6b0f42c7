import { GROUP_RULES, GROUP_WORDS } from "../../bit-vectors.js";
import { createInterner, type RuleSets } from "../classifiers/rule-sets.js";

/** The sets of some classes, cut into groups of rules; equal pieces are one row. */
export interface Rows {
  /** The number of the row of `class * groups + group`. */
  readonly numbers: Uint32Array;
  /** The rows one after the other: bit r of a row says whether rule r of the group is in the set. */
  readonly elements: BigUint64Array;
  readonly count: number;
}

/** How many groups so many rules are, and how many words of 64 bits a row has. */
export function groupsOf(rules: number): { readonly groups: number; readonly words: number } {
  const groups = Math.ceil(rules / GROUP_RULES);
  return { groups, words: groups > 1 ? GROUP_WORDS : Math.ceil(rules / 64) };
}

/** Cuts sets of `rules` rules into rows. Undefined when there are too many different ones. */
export function rowsOf(sets: RuleSets, rules: number): Rows | undefined {
  const { groups, words } = groupsOf(rules);
  const halves = 2 * words;
  const interner = createInterner(halves);
  const numbers = new Uint32Array(sets.count * groups);
  const row = new Uint32Array(halves);
  for (let i = 0; i < sets.count; i++) {
    const end = (i + 1) * sets.words;
    for (let group = 0; group < groups; group++) {
      const from = i * sets.words + group * halves;
      row.fill(0);
      row.set(sets.bits.subarray(from, Math.min(from + halves, end)));
      const number = interner.intern(row);
      if (number === undefined) return undefined;
      numbers[i * groups + group] = number;
    }
  }
  const { bits, count } = interner.sets();
  // Little-endian, as in the object: the lower half of a word comes first.
  return { numbers, elements: new BigUint64Array(bits.slice().buffer), count };
}
