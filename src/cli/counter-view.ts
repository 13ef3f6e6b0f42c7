import type { CounterRow } from "./counter-rates.js";
import { counterTable } from "./counter-table.js";
import type { Output } from "./output.js";

/** Shows readings one after the other, in whatever form suits where they go. */
export interface CounterView {
  /** `heading` is one line; `facts` are what the JSON line says besides the counters. */
  show(heading: string, rows: readonly CounterRow[], facts: object): void;
}

/** On a terminal a table that is redrawn in place; in a log a line for each rule that counted something; JSON lines. */
export function createCounterView(output: Output): CounterView {
  if (output.json)
    return {
      show: (_heading, rows, facts) => output.result({ ...facts, counters: countersJson(rows) }, () => ""),
    };
  return output.interactive ? liveTable(output) : logLines(output);
}

/** The counters as `--json` has them. */
export function countersJson(rows: readonly CounterRow[]): readonly object[] {
  return rows.map(({ kind, name, action, statement, at, packets, bytes, decides, packetsPerSecond }) => ({
    kind,
    ...(kind === "rule" ? { name, at } : {}),
    action,
    ...(kind === "rule" ? { statement } : {}),
    decides,
    packets,
    bytes,
    packetsPerSecond: packetsPerSecond ?? null,
  }));
}

function liveTable(output: Output): CounterView {
  let drawn = 0;
  return {
    show(heading, rows) {
      const { columns, rows: height } = output.size();
      const table = counterTable(rows, output.colors, { columns, rows: height - 2 });
      const lines = [heading.slice(0, columns), ...table];
      // Up to where the last drawing began, and away with everything below.
      const back = drawn === 0 ? "" : `\x1b[${drawn}A\x1b[0J`;
      output.write(`${back}${lines.join("\n")}\n`);
      drawn = lines.length;
    },
  };
}

function logLines(output: Output): CounterView {
  let before = new Map<string, bigint>();
  return {
    show(_heading, rows) {
      const now = new Date().toISOString();
      for (const { name, action, packets, bytes } of rows) {
        const more = packets - (before.get(name) ?? 0n);
        if (more > 0n)
          output.write(`${now} ${name} ${action} +${more} packets (${packets} packets, ${bytes} bytes)\n`);
      }
      before = new Map(rows.map(({ name, packets }) => [name, packets]));
    },
  };
}
