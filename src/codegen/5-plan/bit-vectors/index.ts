import { GROUP_RULES, type PlannedRows, type PlannedVectors } from "../../bit-vectors.js";
import type { Presence } from "../../presence.js";
import type { Table } from "../../table.js";
import { plural } from "../../../util/text.js";
import type { Box } from "../classifiers/box.js";
import { plannedClass, type ClassLookups } from "../classifiers/class-sources.js";
import { compactTable } from "../classifiers/draft.js";
import { byFamily } from "../classifiers/families.js";
import { draftVectors, type VectorsDraft } from "./draft.js";
import { groupsOf } from "./rows.js";

export { estimateVectors } from "./estimate.js";
export type { VectorsDraft } from "./draft.js";

/** The number of a row is looked up among `classes * groups`: longer lists than that are several, whose tables are smaller together. */
const MOST_RULES = 16 * 1024;

/**
 * Bit vectors (Lakshman and Stiliadis, SIGCOMM 1998): of every field, the class of a packet selects a row with a bit for each rule,
 * and the first bit that all rows have is the first rule that matches. Takes any number of any rules, one list after the other, in
 * order; `rest` are those that ask for nothing.
 */
export function vectorise(boxes: readonly Box[]): {
  readonly lists: readonly VectorsDraft[];
  readonly rest: readonly Box[];
} {
  const lists: VectorsDraft[] = [];
  const rest: Box[] = [];
  const add = (some: readonly Box[], guard: readonly Presence[]): void => {
    if (some.length === 0) return;
    const draft = some.length > MOST_RULES ? undefined : draftVectors(some, guard);
    if (draft === undefined) {
      // A rule by itself has two classes of every field.
      const middle = some.length >> 1;
      add(some.slice(0, middle), guard);
      add(some.slice(middle), guard);
      return;
    }
    if (draft.classes.length > 0) lists.push(draft);
    else rest.push(...some);
  };
  const sorted = boxes.toSorted((a, b) => a.label - b.label);
  const families = byFamily(sorted);
  // One group of all rules is looked up sooner than one of each family.
  if (families.length > 1 && boxes.length <= GROUP_RULES) add(sorted, []);
  else for (const { guard, boxes: some } of families) add(some, guard);
  return { lists, rest };
}

/** Makes a list part of the program. */
export function planVectors(
  { guard, boxes, classes }: VectorsDraft,
  name: string,
  lookups: ClassLookups,
): { readonly vectors: PlannedVectors; readonly tables: readonly Table[] } {
  const tables: Table[] = [];
  const planned = classes.map((known) => plannedClass(known, name, lookups, tables));
  const rows = classes.map(({ variable, rows: { numbers, elements, count } }): PlannedRows => {
    const numberTable = compactTable(`${name}_${variable}_numbers`, numbers);
    const rowTable: Table = { symbol: `${name}_${variable}_rows`, elements, bounded: false, inRows: true };
    tables.push(numberTable, rowTable);
    return { variable, numbers: numberTable.symbol, rows: rowTable.symbol, count };
  });
  const labels = Uint32Array.from(boxes, ({ label }) => label);
  const decisions: Table = { symbol: `${name}_decisions`, elements: labels, bounded: false };
  tables.push(decisions);
  const summary = `bit vectors of ${plural(boxes.length, "rule")}`;
  const size = groupsOf(boxes.length);
  const vectors = { name, guard, classes: planned, rows, ...size, decisions: decisions.symbol, summary };
  return { vectors, tables };
}
