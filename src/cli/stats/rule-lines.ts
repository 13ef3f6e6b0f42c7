import type { Colors } from "picocolors/types.js";
import type { CounterRow } from "../counter-rates.js";
import type { History } from "./history.js";
import { fitColumns, type Fitted, type FittedColumn } from "./rule-columns.js";
import type { PlacedRow } from "./sorting.js";

/** A table of rules as lines, none wider than `width` columns: the head, and one for each of `placed`. */
export function ruleLines(
  placed: readonly PlacedRow[],
  history: History,
  width: number,
  colors: Colors,
): readonly string[] {
  const fitted = fitColumns(placed, history, width);
  return [
    colors.dim(line(fitted, "rule", ({ title }) => title)),
    ...placed.map((row) =>
      paint(row, history, colors)(line(fitted, row.row.name, (c) => c.text(row, history, c.width))),
    ),
  ];
}

function line({ nameWidth, columns }: Fitted, name: string, cell: (column: FittedColumn) => string): string {
  const cells = columns.map((column) =>
    column.align === "left" ? cell(column).padEnd(column.width) : cell(column).padStart(column.width),
  );
  return [cut(name, nameWidth).padEnd(nameWidth), ...cells].join("  ").trimEnd();
}

/** Text that is too long ends in an ellipsis. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`.slice(0, width);
}

/** Dim is what has never decided a packet; red what discards packets now. */
function paint({ row, index }: PlacedRow, history: History, colors: Colors): (text: string) => string {
  if (row.packets === 0n) return colors.dim;
  return discards(row) && (history.rate(index)?.packets ?? 0) > 0 ? colors.red : (text) => text;
}

/** Whether the packets of a row go no further. */
export const discards = ({ action, statement }: Pick<CounterRow, "action" | "statement">): boolean =>
  statement === null && (action === "drop" || action === "aborted");
