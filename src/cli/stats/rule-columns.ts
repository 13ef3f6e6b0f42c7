import { decisionOf } from "../counter-rates.js";
import { grouped } from "../text-table.js";
import { MINUTE, type History } from "./history.js";
import { short } from "./quantities.js";
import type { PlacedRow } from "./sorting.js";
import { sparkline } from "./sparkline.js";

/** A column beside the rules' names. */
export interface RuleColumn {
  readonly title: string;
  readonly align: "left" | "right";
  /** Its width at least, so that a table does not move with each digit. */
  readonly least: number;
  /** It may be as wide as this when there is room. */
  readonly most?: number;
  /** Where not all columns fit, the one with the least number is left out first. */
  readonly worth: number;
  readonly text: (placed: PlacedRow, history: History, width: number) => string;
}

const COLUMNS: readonly RuleColumn[] = [
  { title: "action", align: "left", least: 6, worth: 2, text: ({ row }) => decisionOf(row) },
  {
    title: "packets/s",
    align: "right",
    least: 9,
    worth: 5,
    text: ({ index }, history) => grouped(Math.round(history.rate(index)?.packets ?? 0)),
  },
  {
    title: "bit/s",
    align: "right",
    least: 7,
    worth: 4,
    text: ({ index }, history) => short(history.rate(index)?.bits ?? 0),
  },
  { title: "packets", align: "right", least: 11, worth: 1, text: ({ row }) => grouped(row.packets) },
  {
    title: "last minute",
    align: "left",
    least: "last minute".length,
    most: MINUTE,
    worth: 3,
    text: ({ index }, history, width) => sparkline(history.course(index, width)),
  },
];

/** A column with the width that it gets. */
export interface FittedColumn extends RuleColumn {
  readonly width: number;
}

/** A table's columns: the names', and those that fit beside it. */
export interface Fitted {
  readonly nameWidth: number;
  readonly columns: readonly FittedColumn[];
}

/** Columns between two columns. */
const GAP = 2;
/** A name keeps so much before anything else has a place. */
const NAME_LEAST = 12;

/** Divides `width` columns among the columns that `placed` can have there. */
export function fitColumns(placed: readonly PlacedRow[], history: History, width: number): Fitted {
  const widest = (texts: readonly string[]): number =>
    texts.reduce((most, { length }) => Math.max(most, length), 0);
  const name = Math.max(NAME_LEAST, widest(placed.map(({ row }) => row.name)));
  let columns: readonly FittedColumn[] = COLUMNS.map((column) => ({
    ...column,
    width:
      column.most === undefined
        ? Math.max(column.least, widest(placed.map((row) => column.text(row, history, 0))))
        : column.least,
  }));
  const beside = (): number => columns.reduce((sum, column) => sum + GAP + column.width, 0);
  while (columns.length > 0 && NAME_LEAST + beside() > width) {
    const least = Math.min(...columns.map(({ worth }) => worth));
    columns = columns.filter(({ worth }) => worth !== least);
  }
  const nameWidth = Math.min(name, width - beside());
  const spare = width - beside() - nameWidth;
  columns = columns.map((column) =>
    column.most === undefined ? column : { ...column, width: Math.min(column.most, column.width + spare) },
  );
  return { nameWidth, columns };
}
