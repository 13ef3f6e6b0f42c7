/** A column of a table of text. */
export interface Column<R> {
  readonly title: string;
  readonly align: "left" | "right";
  readonly text: (row: R) => string;
}

/** A table's lines, before anything is painted; no line is wider than asked for. */
export interface TextTable<R> {
  readonly head: string;
  readonly line: (row: R) => string;
}

/** Lays out columns so that each is as wide as its widest cell. Columns behind the first that are empty everywhere are left out. */
export function layOut<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  maxWidth = Infinity,
): TextTable<R> {
  const shown = columns.filter((column, i) => i === 0 || rows.some((row) => column.text(row) !== ""));
  const widths = shown.map(({ title, text }) =>
    rows.reduce((width, row) => Math.max(width, text(row).length), title.length),
  );
  const line = (cell: (column: Column<R>) => string): string =>
    shown
      .map((column, i) =>
        column.align === "left" ? cell(column).padEnd(widths[i]!) : cell(column).padStart(widths[i]!),
      )
      .join("  ")
      .trimEnd()
      .slice(0, maxWidth);
  return { head: line((column) => column.title), line: (row) => line((column) => column.text(row)) };
}

/** `12,345,678`. */
export function grouped(value: bigint | number): string {
  return value.toLocaleString("en-US");
}
