// Generated clients say `URL` and `import.meta.url`, also in projects whose settings do not name Node's types.
/// <reference types="node" preserve="true" />
/** What runs on this machine's interfaces, from the kernel alone: `import … from "xdpgen/runtime"`. Needs Linux and CAP_SYS_ADMIN. */
export {
  attachFirewall,
  openFirewall,
  type AttachFirewallOptions,
  type ClientModule,
  type Counter,
  type Definition,
  type Dropped,
  type DropsOptions,
  type ElementOf,
  type Firewall,
  type LiveSetHandle,
  type ReplaceOptions,
  type StayOptions,
} from "./client/index.js";
export type { Count } from "./counter-slots.js";
export { openCounters, type CounterReader, type Counters, type RuleCount } from "./counters.js";
export { monitors } from "./map-value.js";
export { findOurProgram, isOurs, type OurProgram } from "./our-program.js";
export { findPrograms, listPrograms, type RunningProgram, type Where } from "./program.js";
export { MOST_WATCHED, watchPackets, type WatchEvent, type WatchPacketsOptions } from "./watch-packets.js";
export type { WatchedPacket } from "./watched-packet.js";
export { followSet, type FollowedSet } from "./follow-set.js";
export { listSets, openSet, type OpenSet, type SetElements, type SetEntry } from "./sets.js";
export { parseLiveElement, type ParsedLiveElement } from "../lists/live-element.js";
export type { Losses } from "./attach/losses.js";
export { DiagnosticError } from "../diagnostics/index.js";
export { readSetFills, type SetFill } from "./set-fill.js";
export type { Interface } from "../kernel/interface.js";
export type { Mode } from "../kernel/modes.js";
export type { Manifest, ManifestRule } from "../manifest/index.js";
