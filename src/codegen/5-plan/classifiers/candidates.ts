import type { PlannedCandidates } from "../../classifier.js";
import type { Table } from "../../table.js";
import { cellHash } from "./cell-hash.js";
import { fillCells, type CellInput, type Filling } from "./cells.js";
import { LEAST } from "./cross-product.js";
import { compactTable, costOf, type Draft, type Ingredient } from "./draft.js";

/** Instructions of trying one rule, besides its loads, and of finding a pair of classes. */
const RECORD = 8 + LEAST;
const HASHED = 14;

/** Nanoseconds of a load from a cache line that has just been loaded. */
const SAME_LINE = 0.3;

/**
 * For each class of the key, or for each pair of classes that has any rules, a few rules are listed, and all of them are tried.
 * Rules that would make the lists too long, or that are in too many, are left over.
 */
export function candidates(input: CellInput, name: string): Draft | undefined {
  const filling = fillCells(input);
  if (filling === undefined) return undefined;
  const { conditions, keys } = input;
  const found = keys.length === 1 ? direct(keys[0]!) : hashed(filling, keys, name);
  const ranks = ranksOf(filling, found, input, `${name}_ranks`);
  const tables = [...found.tables, ranks];
  const looked = conditions.kind === "bits" ? [conditions.asked, conditions.table] : [conditions.asked];
  const tried = costOf(looked, RECORD);
  const more = (filling.depth - 1) * (tried.time + SAME_LINE);
  const first = costOf([...tables, ...looked], RECORD + (keys.length === 2 ? HASHED : 0));
  const sources = {
    ranks: ranks.symbol,
    asked: conditions.asked.symbol,
    conditions: conditions.table.symbol,
    row: conditions.row,
  };
  const places = Array.from({ length: filling.depth }, (_, place) => ({ place, ...sources }));
  const planned: PlannedCandidates = {
    ...found.planned,
    depth: filling.depth,
    bits: conditions.kind === "bits" ? places : [],
    ranges: conditions.kind === "range" ? places : [],
  };
  return {
    part: { combined: [], ranks: [], candidates: [planned] },
    tables,
    time: first.time + more,
    instructions: first.instructions + (filling.depth - 1) * tried.instructions,
    leftover: filling.leftover,
  };
}

/** Where the rules of each cell are listed. */
interface Found {
  readonly planned: Pick<PlannedCandidates, "direct" | "hashed">;
  readonly tables: readonly Table[];
  readonly places: number;
  readonly placeOf: (cell: number) => number;
}

function direct({ variable, sets }: Ingredient): Found {
  return {
    planned: { direct: [{ index: variable }], hashed: [] },
    tables: [],
    places: sets.count,
    placeOf: (cell) => cell,
  };
}

function hashed({ cells }: Filling, [a, b]: readonly Ingredient[], name: string): Found {
  const all = Uint32Array.from(cells.keys());
  const { pilots, pilotShift, slots, slotBits } = cellHash(all);
  const keys = new Uint32Array(2 ** slotBits);
  const placeOf = new Map<number, number>();
  for (const [i, slot] of slots.entries()) {
    keys[slot] = all[i]!;
    placeOf.set(all[i]!, slot);
  }
  const pilotTable: Table = { symbol: `${name}_pilots`, elements: pilots, bounded: true };
  const keyTable: Table = { symbol: `${name}_keys`, elements: keys, bounded: true };
  const planned = {
    key: `${a!.variable} << 16 | ${b!.variable}`,
    pilots: pilotTable.symbol,
    pilotShift,
    keys: keyTable.symbol,
    slotShift: 32 - slotBits,
  };
  return {
    planned: { direct: [], hashed: [planned] },
    tables: [pilotTable, keyTable],
    places: keys.length,
    placeOf: (cell) => placeOf.get(cell)!,
  };
}

/** The ranks of the rules of all cells; where there is no rule it is `none`. */
function ranksOf(
  { cells, depth }: Filling,
  { places, placeOf }: Found,
  { rules, count }: CellInput,
  symbol: string,
): Table {
  const ranks = new Uint32Array(places * depth).fill(count);
  for (const [cell, members] of cells) {
    const place = placeOf(cell) * depth;
    for (const [i, member] of members.entries()) ranks[place + i] = rules[member]!;
  }
  return compactTable(symbol, ranks);
}
