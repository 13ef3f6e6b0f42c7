import type { Colors } from "picocolors/types.js";
import { decisionOf, type CounterRow } from "./counter-rates.js";
import { grouped, layOut, type Column } from "./text-table.js";

const COLUMNS: readonly Column<CounterRow>[] = [
  { title: "rule", align: "left", text: (row) => row.name },
  { title: "action", align: "left", text: decisionOf },
  { title: "packets", align: "right", text: (row) => (row.decides ? grouped(row.packets) : "never decides") },
  { title: "bytes", align: "right", text: (row) => (row.decides ? grouped(row.bytes) : "") },
  {
    title: "packets/s",
    align: "right",
    text: (row) =>
      row.packetsPerSecond === undefined || !row.decides ? "" : grouped(Math.round(row.packetsPerSecond)),
  },
  { title: "source", align: "left", text: (row) => row.at },
];

/** How wide a table may be, in columns, and how long, in lines with its head. */
export interface TableSize {
  readonly columns: number;
  readonly rows: number;
}

/** What is shown where nobody said how much: nobody reads a hundred thousand lines, and --json has them. */
const USUAL_SIZE: TableSize = { columns: Infinity, rows: 200 };

/**
 * The table of counters as lines. No line is wider than `size.columns`. When there are more rows than fit, the busiest
 * are shown, in the ruleset's order, and a last line says how many are not.
 */
export function counterTable(
  rows: readonly CounterRow[],
  colors: Colors,
  size: TableSize = USUAL_SIZE,
): readonly string[] {
  const room = Math.max(1, size.rows - 1);
  const shown = rows.length <= room ? rows : busiest(rows, Math.max(1, room - 1));
  const { head, line } = layOut(COLUMNS, shown, size.columns);
  return [
    colors.dim(head),
    ...shown.map((row) => paint(row, colors)(line(row))),
    ...(shown.length < rows.length ? [colors.dim(`… and ${grouped(rows.length - shown.length)} more`)] : []),
  ];
}

function busiest(rows: readonly CounterRow[], room: number): readonly CounterRow[] {
  const first = [...rows]
    .sort((a, b) => (b.packetsPerSecond ?? 0) - (a.packetsPerSecond ?? 0) || Number(b.packets - a.packets))
    .slice(0, room);
  const kept = new Set(first);
  return rows.filter((row) => kept.has(row));
}

function paint(row: CounterRow, colors: Colors): (text: string) => string {
  if (!row.decides || row.packets === 0n) return colors.dim;
  const discards = row.action === "drop" || row.action === "aborted";
  if (row.kind === "rule" && row.statement === null && discards) return colors.red;
  return (text) => text;
}
