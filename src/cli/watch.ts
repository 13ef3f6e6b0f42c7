import { fail } from "../diagnostics/index.js";
import { MANIFEST_VERSION, type Manifest } from "../manifest/index.js";
import { findPrograms, openCounters, type RunningProgram, type Where } from "../runtime/index.js";
import { createCounterRows, type CounterRow } from "./counter-rates.js";
import { counterTable } from "./counter-table.js";
import { countersJson, createCounterView } from "./counter-view.js";
import type { Output } from "./output.js";
import { catchStop } from "./stop.js";

/** Shows an interface's counters once. Fails with XG607 (no program), XG504 and XG614 (none that can be read). */
export function showCounters(ifname: string, where: Where, output: Output): void {
  const program = findOurs(ifname, where);
  const rows = read(program, createCounterRows(program.manifest));
  output.result({ ...facts(program), counters: countersJson(rows) }, () =>
    [heading(program), ...counterTable(rows, output.colors)].join("\n"),
  );
}

/** Shows an interface's counters every `interval` seconds until a signal; goes over to the new program when it is replaced. */
export async function watchCounters(
  ifname: string,
  { interval, ...where }: Where & { readonly interval: number },
  output: Output,
): Promise<void> {
  const stop = catchStop(output);
  const view = createCounterView(output);
  try {
    let program = findOurs(ifname, where);
    let toRows = createCounterRows(program.manifest);
    while (!stop.signal.aborted) {
      view.show(heading(program), read(program, toRows), {
        ...facts(program),
        time: new Date().toISOString(),
      });
      await stop.wait(interval);
      const now = findOurs(ifname, where);
      if (now.id !== program.id) toRows = createCounterRows(now.manifest);
      program = now;
    }
  } finally {
    stop.release();
  }
}

type Ours = RunningProgram & { readonly manifest: Manifest };

function findOurs(ifname: string, where: Where): Ours {
  const programs = findPrograms(ifname, where);
  const ours = programs.find((program): program is Ours => program.manifest !== undefined);
  if (ours !== undefined) return ours;
  const [other] = programs;
  if (other === undefined) return fail("XG607", { ifname });
  if (other.manifestVersion !== undefined)
    return fail("XG504", {
      what: `the program on ${ifname}`,
      found: other.manifestVersion,
      known: MANIFEST_VERSION,
    });
  return fail("XG614", { ifname, program: other.name, id: other.id });
}

function read(program: RunningProgram, toRows: ReturnType<typeof createCounterRows>): readonly CounterRow[] {
  const counters = openCounters(program);
  try {
    return toRows(counters.read(), performance.now());
  } finally {
    counters.close();
  }
}

function heading({ interface: on, manifest, mode, id }: Ours): string {
  return `${on.name}: ${manifest.name}, ${mode} mode, program id ${id}`;
}

function facts({ interface: on, mode, id, tag, manifest }: Ours): object {
  return { interface: on.name, mode, program: { id, tag }, name: manifest.name };
}
