/** What runs on this machine's interfaces, from the kernel alone: `import … from "xdpgen/runtime"`. Needs Linux and CAP_SYS_ADMIN. */
export { openCounters, type Count, type CounterReader, type Counters, type RuleCount } from "./counters.js";
export { findPrograms, listPrograms, type RunningProgram, type Where } from "./program.js";
export type { Interface } from "../kernel/interface.js";
export type { Mode } from "../kernel/modes.js";
export type { Manifest, ManifestRule } from "../manifest/index.js";
