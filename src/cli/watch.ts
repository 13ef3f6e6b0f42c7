import type { Where } from "../runtime/index.js";
import { createCounterRows } from "./counter-rates.js";
import { counterTable } from "./counter-table.js";
import { countersJson, createCounterView } from "./counter-view.js";
import { readFigures, type Figures } from "./figures.js";
import type { Output } from "./output.js";
import { limiterLines, setLines, setsJson } from "./stats/set-lines.js";
import { catchStop } from "./stop.js";

/** Shows an interface's counters once. Fails with XG607 (no program), XG504 and XG614 (none that can be read). */
export function showCounters(ifname: string, where: Where, output: Output): void {
  const figures = readFigures(ifname, where);
  const { manifest } = figures.program;
  const rows = createCounterRows(manifest)(figures.counters, performance.now());
  const below = [
    ...setLines(figures.sets, BESIDE_WIDTH, output.colors),
    ...limiterLines(manifest.limiters, BESIDE_WIDTH),
  ];
  output.result({ ...facts(figures), counters: countersJson(rows) }, () =>
    [
      heading(figures),
      ...counterTable(rows, output.colors),
      ...(below.length > 0 ? ["", ...below] : []),
    ].join("\n"),
  );
}

/** Columns of the lines about sets and limiters, which nobody cuts where the output is no view. */
const BESIDE_WIDTH = 120;

/** Shows an interface's counters every `interval` seconds until a signal; goes over to the new program when it is replaced. */
export async function watchCounters(
  ifname: string,
  { interval, ...where }: Where & { readonly interval: number },
  output: Output,
): Promise<void> {
  const stop = catchStop(output);
  const view = createCounterView(output);
  try {
    let figures = readFigures(ifname, where);
    let toRows = createCounterRows(figures.program.manifest);
    for (;;) {
      const rows = toRows(figures.counters, performance.now());
      view.show(heading(figures), rows, { ...facts(figures), time: new Date().toISOString() });
      await stop.wait(interval);
      if (stop.signal.aborted) return;
      const now = readFigures(ifname, where);
      if (now.program.id !== figures.program.id) toRows = createCounterRows(now.program.manifest);
      figures = now;
    }
  } finally {
    stop.release();
  }
}

function heading({ program: { interface: on, manifest, mode, id }, monitors }: Figures): string {
  const monitoring = monitors ? ", monitor: nothing is dropped" : "";
  return `${on.name}: ${manifest.name}, ${mode} mode, program id ${id}${monitoring}`;
}

function facts({ program: { interface: on, mode, id, tag, manifest }, monitors, sets }: Figures): object {
  return {
    interface: on.name,
    mode,
    monitor: monitors,
    program: { id, tag },
    name: manifest.name,
    sets: setsJson(sets),
    limiters: manifest.limiters.map(({ rule, rate, unit, burst, per }) => ({ rule, rate, unit, burst, per })),
  };
}
