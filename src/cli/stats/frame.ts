import type { Colors } from "picocolors/types.js";
import type { ManifestLimiter } from "../../manifest/index.js";
import type { CounterRow } from "../counter-rates.js";
import type { SetFill } from "../../runtime/index.js";
import { grouped } from "../text-table.js";
import { programLine, totalsLine, type ProgramFacts } from "./heading.js";
import type { History } from "./history.js";
import { cut, ruleLines } from "./rule-lines.js";
import { limiterLines, setLines } from "./set-lines.js";
import { SORTING_TITLES, sortRules, type PlacedRow, type Sorting } from "./sorting.js";

/** All that the view shows. */
export interface ViewState {
  readonly facts: ProgramFacts;
  readonly rows: readonly CounterRow[];
  readonly history: History;
  readonly sets: readonly SetFill[];
  readonly limiters: readonly ManifestLimiter[];
  readonly sorting: Sorting;
  /** How many rules stand above the first one that is shown. */
  readonly scrolled: number;
  readonly now: Date;
}

/** Columns and rows of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const KEYS = "p packets  b bits  o order  ↑↓ scroll  q quit";

/** The view as it is drawn. */
export interface Frame {
  /** As many as the terminal has rows, none wider than it has columns. */
  readonly lines: readonly string[];
  /** How many rules really stand above the first one that is shown: never so many that there is room below the last. */
  readonly scrolled: number;
}

/** Draws the view. The rules get the lines that the others leave; on a low terminal the others are left out. */
export function frame(state: ViewState, { columns, rows: height }: Size, colors: Colors): Frame {
  const above = [
    programLine(state.facts, state.now, columns, colors),
    ...(height >= 5 ? [totalsLine(state.rows, state.history, state.facts, columns)] : []),
    ...(height >= 16 ? [""] : []),
  ];
  const foot =
    height >= 8 ? [colors.dim(cut(`${KEYS}  (by ${SORTING_TITLES[state.sorting]})`, columns))] : [];
  const below = [...beside(state, columns, Math.floor(height / 3), colors), ...foot];
  const room = Math.max(0, height - above.length - below.length);
  const { lines: rules, scrolled } = table(state, room, columns, colors);
  const lines = [...above, ...rules];
  const gap = Math.max(0, height - lines.length - below.length);
  const filled = [...lines, ...Array.from({ length: gap }, () => ""), ...below];
  return { lines: filled.slice(0, height), scrolled };
}

/** What is in `room` lines: the head, rules, a line that says how many are not shown, the policy. */
function table(state: ViewState, room: number, columns: number, colors: Colors): Frame {
  const rules = sortRules(state.rows, state.sorting, state.history);
  const policy = state.rows.map((row, index) => ({ row, index })).filter(({ row }) => row.kind === "policy");
  const places = Math.max(0, room - 1 - policy.length);
  const all = rules.length <= places;
  const count = all ? places : Math.max(0, places - 1);
  const from = Math.min(state.scrolled, Math.max(0, rules.length - count));
  const shown: readonly PlacedRow[] = rules.slice(from, from + count);
  const lines = ruleLines([...shown, ...policy], state.history, columns, colors);
  const more = all ? [] : [colors.dim(cut(elsewhere(from, rules.length - from - shown.length), columns))];
  const whole = [...lines.slice(0, 1 + shown.length), ...more, ...lines.slice(1 + shown.length)];
  return { lines: whole.slice(0, room), scrolled: from };
}

function elsewhere(above: number, below: number): string {
  const parts = [above > 0 ? `${grouped(above)} above` : "", below > 0 ? `${grouped(below)} below` : ""];
  return `… rules that are not shown: ${parts.filter((part) => part !== "").join(", ")}`;
}

/** Live sets and limiters: at most so many lines, and an empty one. */
function beside(
  { sets, limiters }: ViewState,
  columns: number,
  most: number,
  colors: Colors,
): readonly string[] {
  const lines = [...setLines(sets, columns, colors), ...limiterLines(limiters, columns)];
  if (lines.length === 0 || most < 2) return [];
  const room = most - 1;
  if (lines.length <= room) return ["", ...lines];
  return ["", ...lines.slice(0, room - 1), colors.dim(cut(`… and ${lines.length - room + 1} more`, columns))];
}
