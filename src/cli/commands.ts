import type { Command } from "./command.js";
import type { Output } from "./output.js";

/** A command as the list of commands knows it, before its code is loaded. */
export interface CommandRow {
  readonly name: string;
  /** What `xdpgen --help` says about it. */
  readonly summary: string;
  readonly load: () => Promise<(output: Output) => Command>;
}

/** Every command, in the order of `xdpgen --help`. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    summary: "writes a rules file, a tsconfig and a test to start from",
    load: async () => (await import("./commands/init.js")).initCommand,
  },
  {
    name: "check",
    summary: "reads and judges a rules file",
    load: async () => (await import("./commands/check.js")).checkCommand,
  },
  {
    name: "build",
    summary: "turns a rules file into a program for the kernel",
    load: async () => (await import("./commands/build.js")).buildCommand,
  },
  {
    name: "fields",
    summary: "prints the match fields",
    load: async () => (await import("./commands/fields.js")).fieldsCommand,
  },
  {
    name: "replay",
    summary: "says what rules do to every frame of a capture",
    load: async () => (await import("./commands/replay.js")).replayCommand,
  },
  {
    name: "explain",
    summary: "says why rules decide one frame as they do",
    load: async () => (await import("./commands/explain.js")).explainCommand,
  },
  {
    name: "bench",
    summary: "measures what a packet costs with these rules",
    load: async () => (await import("./commands/bench.js")).benchCommand,
  },
  {
    name: "attach",
    summary: "puts a program on an interface and shows what it does",
    load: async () => (await import("./commands/attach.js")).attachCommand,
  },
  {
    name: "confirm",
    summary: "keeps what attach --confirm attached",
    load: async () => (await import("./commands/confirm.js")).confirmCommand,
  },
  {
    name: "detach",
    summary: "takes the program off an interface",
    load: async () => (await import("./commands/detach.js")).detachCommand,
  },
  {
    name: "status",
    summary: "says which interfaces run which program, since when, in which mode",
    load: async () => (await import("./commands/status.js")).statusCommand,
  },
  {
    name: "set",
    summary: "shows and changes the elements of live sets",
    load: async () => (await import("./commands/set.js")).setCommand,
  },
  {
    name: "stats",
    summary: "shows the counters of an interface's rules",
    load: async () => (await import("./commands/stats.js")).statsCommand,
  },
  {
    name: "watch",
    summary: "shows the packets that an interface's program drops",
    load: async () => (await import("./commands/watch.js")).watchCommand,
  },
  {
    name: "metrics",
    summary: "tells counters and live sets to Prometheus",
    load: async () => (await import("./commands/metrics.js")).metricsCommand,
  },
  {
    name: "doctor",
    summary: "says what this machine can and cannot do, and how to mend it",
    load: async () => (await import("./commands/doctor.js")).doctorCommand,
  },
];
