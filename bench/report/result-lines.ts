import { layOut, type Column } from "../../src/cli/text-table.js";
import type { Row } from "../row.js";

const ns = (value: number): string => value.toFixed(1);

const COLUMNS: readonly Column<Row>[] = [
  { title: "case", align: "left", text: (row) => row.case },
  { title: "mode", align: "left", text: ({ mode }) => mode },
  { title: "candidate", align: "left", text: ({ candidate }) => candidate },
  { title: "min ns", align: "right", text: ({ minNs }) => ns(minNs) },
  { title: "median", align: "right", text: ({ medianNs }) => ns(medianNs) },
  { title: "over floor", align: "right", text: ({ overFloorNs }) => ns(overFloorNs) },
  { title: "(median)", align: "right", text: ({ overFloorMedianNs }) => ns(overFloorMedianNs) },
  { title: "ready ms", align: "right", text: ({ readyMs }) => readyMs.toFixed(0) },
];

/** Rows as a table for a terminal. */
export function resultLines(rows: readonly Row[]): string[] {
  const { head, line } = layOut(COLUMNS, rows);
  return [head, ...rows.map(line)];
}
