import type { PlannedVectors } from "../bit-vectors.js";
import type { PlacedTable } from "../table.js";
import { commentText } from "./c-names.js";
import { classValue } from "./classifier-view.js";

/** What the partial of bit vectors sees: the plan, the classes as expressions of C, the arrays of rows. */
export interface VectorsView extends Pick<PlannedVectors, "name" | "words" | "groups" | "decisions"> {
  readonly comment: string;
  readonly classes: readonly { readonly variable: string; readonly value: string }[];
  readonly rows: readonly {
    readonly variable: string;
    readonly numbers: string;
    readonly array: string;
    readonly count: number;
    readonly words: number;
    readonly groups: number;
  }[];
}

export function vectorsView(
  { name, words, groups, decisions, summary, classes, rows }: PlannedVectors,
  tables: readonly PlacedTable[],
): VectorsView {
  return {
    name,
    words,
    groups,
    decisions,
    comment: commentText(summary),
    classes: classes.map((of) => ({ variable: of.variable, value: classValue(of) })),
    rows: rows.map((row) => ({
      variable: row.variable,
      numbers: row.numbers,
      count: row.count,
      words,
      groups,
      array: arrayOf(row.rows, tables),
    })),
  };
}

/** Rows are read by their array and not by the function of the table: their place is checked once for all words. */
function arrayOf(symbol: string, tables: readonly PlacedTable[]): string {
  const [piece, ...more] = tables.find((table) => table.symbol === symbol)!.pieces;
  if (piece === undefined || more.length > 0) throw new Error(`${symbol} is in several sections`);
  return piece.symbol;
}
