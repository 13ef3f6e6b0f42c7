import { fail } from "../diagnostics/index.js";
import type { AttachOptions } from "../kernel/attach.js";
import { loadObject, type LoadedProgram, type XdpObject } from "../kernel/object.js";
import { countersOf } from "../runtime/counters.js";
import { attachTo, look, remove, type End, type There } from "./attached-program.js";
import { createCounterRows } from "./counter-rates.js";
import { counterTable } from "./counter-table.js";
import { countersJson, createCounterView } from "./counter-view.js";
import type { Output } from "./output.js";
import { catchStop, type Stop } from "./stop.js";

/** How `xdpgen attach` was called. */
export interface ForegroundOptions extends AttachOptions {
  readonly netns: string | undefined;
  /** Seconds between two looks at the counters and at the interface. */
  readonly interval: number;
}

/** Attaches and leaves the program there. */
export function attachAndStay(
  ifname: string,
  object: XdpObject,
  options: ForegroundOptions,
  output: Output,
): void {
  const program = loadObject(object);
  try {
    announce(attachTo(ifname, program, options), object, output);
    output.write(`it stays attached: xdpgen stats ${ifname}, xdpgen detach ${ifname}\n`);
  } finally {
    program.close();
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
  const program = loadObject(object);
  try {
    const read = countersOf(program, object.path);
    const there = attachTo(ifname, program, options);
    let end: End = "stopped";
    try {
      announce(there, object, output);
      end = await watch(there, read, program, options, output, stop);
    } finally {
      if (end === "stopped" && !remove(there, program, options)) end = look(there, options) ?? "removed";
    }
    conclude(end, there, read, program, output);
  } finally {
    program.close();
    stop.release();
  }
}

function announce(
  { on, mode, program, replaced, diagnostics }: There,
  object: XdpObject,
  output: Output,
): void {
  output.report(diagnostics);
  const instead = replaced === undefined ? "" : `, in place of program id ${replaced.id}`;
  output.result(
    {
      event: "attached",
      interface: on.name,
      mode,
      name: object.manifest.name,
      object: object.path,
      program: { id: program.id, tag: program.tag },
      replaced: replaced === undefined ? null : { id: replaced.id, tag: replaced.tag, name: replaced.name },
    },
    () => `attached ${object.path} to ${on.name}: ${mode} mode, program id ${program.id}${instead}`,
  );
}

async function watch(
  there: There,
  read: ReturnType<typeof countersOf>,
  { manifest }: LoadedProgram,
  options: ForegroundOptions,
  output: Output,
  stop: Stop,
): Promise<End> {
  const toRows = createCounterRows(manifest);
  const view = createCounterView(output);
  const heading = `${there.on.name}: ${manifest.name}, ${there.mode} mode; Ctrl+C detaches`;
  for (;;) {
    view.show(heading, toRows(read(), performance.now()), {
      event: "counters",
      interface: there.on.name,
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
  { on, program: { id } }: There,
  read: ReturnType<typeof countersOf>,
  { manifest }: LoadedProgram,
  output: Output,
): void {
  const rows = createCounterRows(manifest)(read(), performance.now());
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
