import { fail } from "../diagnostics/index.js";
import type { XdpObject } from "../kernel/object.js";
import { countersOf, type CounterReader } from "../runtime/counters.js";
import { attachAll, type AttachAllOptions, type There } from "./attach-all.js";
import { attachedJson, attachedText } from "./attach-view.js";
import { look, remove, type End } from "./attached-program.js";
import { createCounterRows } from "./counter-rates.js";
import { counterTable } from "./counter-table.js";
import { countersJson, createCounterView } from "./counter-view.js";
import type { Output } from "./output.js";
import { catchStop, type Stop } from "./stop.js";

/** How `xdpgen attach` was called. */
export interface ForegroundOptions extends AttachAllOptions {
  /** Seconds between two looks at the counters and at the interface. */
  readonly interval: number;
}

/** Attaches to all of these interfaces, or to none, and leaves the program there. */
export async function attachAndStay(
  ifnames: readonly string[],
  object: XdpObject,
  options: AttachAllOptions,
  output: Output,
): Promise<void> {
  const all = await attachAll(ifnames, object, options, output);
  try {
    for (const there of all) announce(there, output);
    const names = ifnames.join(" ");
    output.write(
      options.confirm === undefined
        ? `it stays attached: xdpgen stats ${ifnames[0]}, xdpgen detach ${names}\n`
        : `unless it is confirmed, what was there before comes back: xdpgen confirm ${names}\n`,
    );
  } finally {
    for (const { prepared } of all) prepared.close();
  }
}

/** Attaches, shows the counters until a signal, detaches and shows totals. Whatever happens in between, it detaches. */
export async function attachAndWatch(
  ifname: string,
  object: XdpObject,
  options: ForegroundOptions,
  output: Output,
): Promise<void> {
  const stop = catchStop(output);
  let there: There | undefined;
  let counters: CounterReader | undefined;
  try {
    [there] = (await attachAll([ifname], object, options, output)) as [There];
    let end: End = "stopped";
    try {
      counters = countersOf(there.prepared.program, object.path);
      announce(there, output);
      end = await watch(there, counters, options, output, stop);
    } finally {
      if (end === "stopped" && !remove(there, options)) end = look(there, options) ?? "removed";
    }
    conclude(end, there, counters, output);
  } finally {
    counters?.close();
    there?.prepared.close();
    stop.release();
  }
}

function announce(there: There, output: Output): void {
  output.report(there.diagnostics);
  output.result(attachedJson(there), () => attachedText(there).join("\n"));
}

async function watch(
  there: There,
  counters: CounterReader,
  options: ForegroundOptions,
  output: Output,
  stop: Stop,
): Promise<End> {
  const { on, object } = there.prepared;
  const toRows = createCounterRows(object.manifest);
  const view = createCounterView(output);
  const heading = `${on.name}: ${object.manifest.name}, ${there.mode} mode; Ctrl+C detaches`;
  for (;;) {
    view.show(heading, toRows(counters.read(), performance.now()), {
      event: "counters",
      interface: on.name,
      time: new Date().toISOString(),
    });
    await stop.wait(options.interval);
    if (stop.signal.aborted) return "stopped";
    const end = look(there, options);
    if (end !== undefined) return end;
  }
}

const SENTENCES = {
  stopped: (ifname) => `detached from ${ifname}`,
  replaced: (ifname) => `${ifname} runs another program now, which stays there`,
  removed: (ifname) => `somebody else has detached the program from ${ifname}`,
  disappeared: (ifname) => `${ifname} has gone, and the program with it`,
} satisfies Record<End, (ifname: string) => string>;

/** Says how it ended, with totals. Fails with XG613 when the interface disappeared. */
function conclude(
  end: End,
  { prepared: { on, object }, program: { id } }: There,
  counters: CounterReader,
  output: Output,
): void {
  const rows = createCounterRows(object.manifest)(counters.read(), performance.now());
  output.result(
    {
      event: end === "stopped" ? "detached" : end,
      interface: on.name,
      program: { id },
      counters: countersJson(rows),
    },
    () => [SENTENCES[end](on.name), ...counterTable(rows, output.colors)].join("\n"),
  );
  if (end === "disappeared") fail("XG613", { ifname: on.name });
}
