import type { CounterRow } from "../counter-rates.js";
import type { History } from "./history.js";

/** What the rules of the view are sorted by. */
export type Sorting = "packets" | "bits" | "order";

/** How the view names them. */
export const SORTING_TITLES = {
  packets: "packets/s",
  bits: "bit/s",
  order: "order",
} as const satisfies Record<Sorting, string>;

/** A row, and where it stands in the ruleset and in the history. */
export interface PlacedRow {
  readonly row: CounterRow;
  readonly index: number;
}

/** The rules in the order in which they are shown: the hot ones first, then those that were; equal ones as in the ruleset. */
export function sortRules(
  rows: readonly CounterRow[],
  sorting: Sorting,
  history: History,
): readonly PlacedRow[] {
  const rules = rows.map((row, index) => ({ row, index })).filter(({ row }) => row.kind === "rule");
  if (sorting === "order") return rules;
  const heat = rows.map((_, index) => history.rate(index)?.[sorting] ?? 0);
  const total = ({ row }: PlacedRow): bigint => (sorting === "bits" ? row.bytes : row.packets);
  return rules.sort((a, b) => heat[b.index]! - heat[a.index]! || Number(total(b) - total(a)));
}
