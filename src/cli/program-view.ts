import { DiagnosticError } from "../diagnostics/index.js";
import type { Colors } from "picocolors/types.js";
import type { RunningProgram, Where } from "../runtime/index.js";
import { createCounterRows, type CounterRow } from "./counter-rates.js";
import { countersJson } from "./counter-view.js";
import { counterTable } from "./counter-table.js";
import { isOurs, monitors, openCounters, readSetFills, type SetFill } from "../runtime/index.js";
import { setLines, setsJson } from "./stats/set-lines.js";
import { findPending } from "../runtime/confirm/pending.js";

/** How a program is at the moment, beside its counters. */
export interface ProgramMoment {
  /** It counts what it would drop, and drops nothing. */
  readonly monitors: boolean;
  /** Until when it waits to be confirmed; undefined when it does not. */
  readonly confirmUntil: Date | undefined;
  /** How full its live sets are. */
  readonly sets: readonly SetFill[];
}

/** Asks the kernel. */
export function momentOf(program: RunningProgram, where: Where): ProgramMoment {
  const pending = findPending(program.interface, where);
  return {
    monitors: program.manifest !== undefined && monitors(program),
    confirmUntil: pending === undefined ? undefined : new Date(pending.until),
    sets: isOurs(program) ? readSetFills(program) : [],
  };
}

/** The rows of one reading of a program's counters; undefined when xdpgen did not build it or it has just gone. */
export function readRowsOnce(program: RunningProgram): readonly CounterRow[] | undefined {
  if (program.manifest === undefined) return undefined;
  try {
    const counters = openCounters(program);
    try {
      return createCounterRows(program.manifest)(counters.read(), Date.now());
    } finally {
      counters.close();
    }
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** A program as `--json` has it, counters included when they are known. */
export function programJson(
  program: RunningProgram,
  rows: readonly CounterRow[] | undefined,
  { monitors, confirmUntil, sets }: ProgramMoment,
): object {
  const { manifest } = program;
  return {
    interface: program.interface.name,
    ifindex: program.interface.ifindex,
    mode: program.mode,
    monitor: monitors,
    confirmUntil: confirmUntil?.toISOString() ?? null,
    program: { id: program.id, tag: program.tag, name: program.name, since: program.since.toISOString() },
    dispatcher: program.dispatcherId ?? null,
    builtByXdpgen: program.origin === "found" || program.origin === "other-version",
    manifestVersion: program.manifestVersion ?? manifest?.xdpgen ?? null,
    ruleset:
      manifest === undefined
        ? null
        : {
            name: manifest.name,
            version: manifest.version,
            source: manifest.source,
            policy: manifest.policy.action,
          },
    counters: rows === undefined ? null : countersJson(rows),
    sets: setsJson(sets),
  };
}

/** A program in words: what, where, since when, and its table of counters. */
export function programText(
  program: RunningProgram,
  rows: readonly CounterRow[] | undefined,
  { monitors, confirmUntil, sets }: ProgramMoment,
  colors: Colors,
): string {
  const { manifest, dispatcherId } = program;
  const facts: readonly (readonly [string, string])[] = [
    ["mode", monitors ? `${program.mode}, monitor: everything passes` : program.mode],
    ["program", `${program.name}, id ${program.id}, tag ${program.tag}`],
    ...(dispatcherId === undefined ? [] : [["behind", `libxdp's dispatcher, id ${dispatcherId}`] as const]),
    ["since", `${program.since.toISOString()} (${age(Date.now() - program.since.getTime())})`],
    ...(confirmUntil === undefined
      ? []
      : [["confirm", `by ${confirmUntil.toISOString()}, or what was there before comes back`] as const]),
    ...(manifest === undefined
      ? []
      : [["source", `${manifest.source.file}, sha256 ${manifest.source.sha256.slice(0, 12)}`] as const]),
  ];
  return [
    colors.bold(`${program.interface.name}: ${title(program)}`),
    ...facts.map(([name, value]) => `  ${colors.dim(name.padEnd(8))} ${value}`),
    ...indented(rows === undefined ? [] : counterTable(rows, colors)),
    ...indented(setLines(sets, SETS_WIDTH, colors)),
  ].join("\n");
}

/** Columns of the lines about sets. */
const SETS_WIDTH = 100;

/** Lines below an empty one, when there are any. */
const indented = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", ...lines.map((line) => `  ${line}`)];

function title({ manifest, manifestVersion, name }: RunningProgram): string {
  if (manifest !== undefined) return manifest.name;
  if (manifestVersion !== undefined)
    return `a program of another xdpgen (its manifest has version ${manifestVersion})`;
  return `${name}, a program that is not ours`;
}

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** `3 min ago`: milliseconds in their largest unit. */
function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = UNITS.find(([, unitSeconds]) => seconds >= unitSeconds) ?? ["s", 1];
  return `${Math.floor(seconds / size)} ${unit} ago`;
}
