import { diagnostic, fail, type Diagnostic } from "../../diagnostics/index.js";
import { nanoseconds } from "../../kernel/clocks.js";
import { withNetns } from "../../kernel/netns.js";
import type { XdpObject } from "../../kernel/object.js";
import { mapInfo, mapMemory } from "../../kernel/sys/bpf.js";
import { openTrial, type Trial } from "../../kernel/trial.js";
import type { Manifest } from "../../manifest/index.js";
import type { PreparedAttach } from "../attach/prepare.js";
import type { Where } from "../program.js";
import { lifelines, type Lifeline } from "./lifelines.js";
import { readDefaultRoutes, readLinks, readNeighbours, readRouteTo } from "./network-facts.js";
import { findSshSession } from "./ssh-session.js";

/**
 * Refuses to attach what would cut off who works on this machine over the interface, or the machine from its network: the program
 * itself judges their packets, a copy of it with the elements that its live sets have at the moment. Returns warnings (XG665).
 * Fails with XG661, which names the rule.
 */
export function refuseLockout(prepared: PreparedAttach, where: Where): readonly Diagnostic[] {
  const { on, object } = prepared;
  let lines: readonly Lifeline[];
  try {
    lines = withNetns(where.netns, () => linesOf(on.name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no `ip` command" : (message.split("\n")[0] ?? message);
    return [diagnostic("XG665", { ifname: on.name, reason })];
  }
  if (lines.length === 0) return [];
  const trial = openTrial(object);
  try {
    copyReused(prepared, trial);
    for (const { who, frames } of lines)
      for (const { what, frame } of frames) judge(trial, object, who, what, frame);
    return [];
  } finally {
    trial.close();
  }
}

function linesOf(ifname: string): readonly Lifeline[] {
  const session = findSshSession();
  return lifelines({
    ifname,
    session,
    links: readLinks(),
    defaultRoutes: readDefaultRoutes(),
    neighbours: readNeighbours(),
    routeToPeer: session === undefined ? undefined : readRouteTo(session.peer),
  });
}

function judge(trial: Trial, { manifest }: XdpObject, who: string, what: string, frame: Uint8Array): void {
  // By chance nothing is taken: a session that loses some of its packets lives on.
  const { action, slot } = trial.run(frame, { now: nanoseconds("monotonic") });
  if (action === "pass") return;
  const decided = decider(manifest, slot);
  fail("XG661", { who, what, rule: decided.name }, { span: decided.at });
}

function decider({ rules }: Manifest, slot: number) {
  const rule = rules.find((one) => one.slot === slot);
  return rule === undefined
    ? { name: "the policy", at: undefined }
    : { name: `rule "${rule.name}"`, at: rule.at };
}

/** A copy, as a rule of the trial may add what it sees to a set. */
function copyReused({ reused, program }: PreparedAttach, trial: Trial): void {
  for (const { map: name } of program.manifest.sets) {
    const [from, to] = [program.maps.get(name), trial.maps.get(name)];
    if (from === undefined || to === undefined || !reused.has(name)) continue;
    const { valueBytes, maxEntries } = mapInfo(from);
    const source = mapMemory(from, valueBytes * maxEntries, { access: "read" });
    const copy = mapMemory(to, valueBytes * maxEntries);
    new Uint8Array(copy.memory).set(new Uint8Array(source.memory));
    source.unmap();
    copy.unmap();
  }
}
