import type { CombinedClass, PlannedPart } from "../../classifier.js";
import { tableBytes, type Elements, type Table } from "../../table.js";
import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import type { RuleSets } from "./rule-sets.js";

/** Classes and the variable of C that holds a packet's. */
export interface Ingredient {
  readonly variable: string;
  readonly sets: RuleSets;
}

/** A way to decide some of the rules, before it is known whether it is the best one. */
export interface Draft {
  readonly part: PlannedPart;
  readonly tables: readonly Table[];
  /** Nanoseconds and BPF instructions for every packet. */
  readonly time: number;
  readonly instructions: number;
  /** Rules that it has no room for. */
  readonly leftover: readonly number[];
}

/** A table whose elements take as little as they can. */
export function compactTable(symbol: string, elements: Uint32Array): Table {
  let most = 0;
  for (const element of elements) if (element > most) most = element;
  const compact: Elements =
    most < 2 ** 8 ? Uint8Array.from(elements) : most < 2 ** 16 ? Uint16Array.from(elements) : elements;
  return { symbol, elements: compact, bounded: false };
}

/** Instructions of a load with its index, of which the check is a part. */
const LOAD = 7;

/** What a load from each of some tables takes, and other instructions beside. */
export function costOf(tables: readonly Table[], others = 0): Pick<Draft, "time" | "instructions"> {
  const instructions = tables.length * LOAD + others;
  const loads = tables.reduce((sum, table) => sum + loadCost(tableBytes(table)), 0);
  return { instructions, time: loads + instructions * INSTRUCTION_COST };
}

/** An index made of classes: each times its factor. */
export function indexOf(lists: readonly Ingredient[], factors: readonly number[]): string {
  const terms = lists.map(({ variable }, i) => (factors[i] === 1 ? variable : `${variable} * ${factors[i]}`));
  return terms.length === 0 ? "0" : terms.join(" + ");
}

/** A class that is looked up by others. */
export interface Combined {
  readonly combined: CombinedClass;
  readonly table: Table;
  readonly ingredient: Ingredient;
}
