import type { Conditions } from "./conditions.js";
import type { Ingredient } from "./draft.js";
import { leavesMost } from "./effort.js";
import { forEachRule, type RuleSets } from "./rule-sets.js";

/** Rules are given by their places in the whole list. */
export interface CellInput {
  /** The rules that are to be decided, in order; the sets of the keys have their places among these. */
  readonly rules: readonly number[];
  /** One or two. */
  readonly keys: readonly Ingredient[];
  readonly conditions: Conditions;
  /** How many rules the whole list has. */
  readonly count: number;
}

/** Rules by cell: a class of the key, or `a << 16 | b` for two classes. */
export interface Filling {
  /** The rules of each cell that has any, in order, by their places among the rules to be decided. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
  /** The most rules of a cell. */
  readonly depth: number;
  /** Rules that are in no cell, by their places in the whole list. */
  readonly leftover: readonly number[];
}

/** The most rules that are tried for a cell. */
const MOST_RULES = 8;

/** The most cells, and the most that one rule may lie in. */
const MOST_CELLS = 96 * 1024;
const MOST_OF_RULE = 8 * 1024;

/** So many, when there is another part for the others anyway. */
const BESIDE_OTHERS = 4;

/** Distributes rules over cells. Undefined when none lies in few enough cells, or so few that it is not worth while. */
export function fillCells(input: CellInput): Filling | undefined {
  const { rules, keys } = input;
  const counts = keys.map(({ sets }) => countsByRule(sets, rules.length));
  const sizes = rules.map((_, rule) => counts.reduce((size, of) => size * of[rule]!, 1));
  const fitting = fittingOf(sizes);
  if (fitting.length === 0 || leavesMost(rules.length, rules.length - fitting.length)) return undefined;
  const fits = new Set(fitting);
  const classes = keys.map(({ sets }) => classesByRule(sets, fits));
  const cellsOf = function* (rule: number) {
    const [first, second] = classes;
    for (const a of first!.get(rule)!)
      if (second === undefined) yield a;
      else for (const b of second.get(rule)!) yield a * 65_536 + b;
  };
  const tooWide = [...rules.keys()].filter((rule) => !fits.has(rule));

  const trial = distribute(fitting, cellsOf, input, MOST_RULES);
  const used = Math.max(1, trial.ranks.findLastIndex((count) => count > 0) + 1);
  // When there has to be another part anyway, it can have what would make all buckets longer here.
  const depth = trial.leftover.length + tooWide.length > 0 ? Math.min(used, BESIDE_OTHERS) : used;
  const { cells, leftover } = depth === used ? trial : distribute(fitting, cellsOf, input, depth);
  if (leavesMost(rules.length, tooWide.length + leftover.length)) return undefined;
  return {
    cells,
    depth,
    leftover: [...tooWide, ...leftover].sort((a, b) => a - b).map((rule) => rules[rule]!),
  };
}

/** Of each rule, how many classes leave it possible. */
function countsByRule(sets: RuleSets, rules: number): Uint32Array {
  const counts = new Uint32Array(rules);
  for (let index = 0; index < sets.count; index++) forEachRule(sets, index, (rule) => counts[rule]!++);
  return counts;
}

/** Of some rules, the classes that leave each possible. Of any other rules these would be millions. */
function classesByRule(sets: RuleSets, some: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const classes = new Map([...some].map((rule): [number, number[]] => [rule, []]));
  const mask = new Uint32Array(sets.words);
  for (const rule of some) mask[rule >>> 5]! |= 1 << (rule & 31);
  const set: RuleSets = { words: sets.words, count: 1, bits: new Uint32Array(sets.words) };
  for (let index = 0; index < sets.count; index++) {
    for (let word = 0; word < sets.words; word++)
      set.bits[word] = sets.bits[index * sets.words + word]! & mask[word]!;
    forEachRule(set, 0, (rule) => classes.get(rule)!.push(index));
  }
  return classes;
}

/** The rules for which there are cells enough: those that lie in few. In order. */
function fittingOf(sizes: readonly number[]): readonly number[] {
  let room = MOST_CELLS;
  const bySize = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const fitting = bySize.filter((rule) => sizes[rule]! <= MOST_OF_RULE && (room -= sizes[rule]!) >= 0);
  return fitting.sort((a, b) => a - b);
}

/** Puts rules into their cells, in order, each into all of its cells or into none. */
function distribute(
  fitting: readonly number[],
  cellsOf: (rule: number) => Iterable<number>,
  { rules, conditions }: CellInput,
  depth: number,
) {
  const cells = new Map<number, number[]>();
  /** How many rules are in some cell the first, the second and so on, at the most. */
  const ranks = new Array<number>(depth).fill(0);
  const leftover: number[] = [];
  /** A rule never decides in a cell where an earlier one asks for less. */
  const isHidden = (rule: number, members: readonly number[]) =>
    members.some((member) => conditions.implies(rules[rule]!, rules[member]!));
  for (const rule of fitting) {
    const open: number[] = [];
    let rank = 0;
    for (const cell of cellsOf(rule)) {
      const members = cells.get(cell);
      if (members !== undefined && isHidden(rule, members)) continue;
      open.push(cell);
      rank = Math.max(rank, members?.length ?? 0);
    }
    if (rank >= depth) {
      leftover.push(rule);
      continue;
    }
    ranks[rank]!++;
    for (const cell of open) {
      const members = cells.get(cell);
      if (members === undefined) cells.set(cell, [rule]);
      else members.push(rule);
    }
  }
  return { cells, ranks, leftover };
}
