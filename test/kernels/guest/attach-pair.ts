import { readFileSync, writeFileSync } from "node:fs";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { attach } from "../../../src/kernel/attach.js";
import { change } from "../../../src/kernel/change.js";
import { detach } from "../../../src/kernel/detach.js";
import { findInterface } from "../../../src/kernel/interface.js";
import { loadObject, readObject } from "../../../src/kernel/object.js";
import { createRunner } from "../../../src/kernel/prog-run.js";
import { findPrograms, openCounters } from "../../../src/runtime/index.js";
import { decodeFrames } from "./expected-frames.js";
import {
  COUNTED_FRAMES,
  FRAMES_FILE,
  OBJECT_FILE,
  vethModule,
  type AttachResult,
  type GuestCase,
  type Seen,
} from "./lines.js";
import { ip, loadModule } from "./system.js";

const NEAR = "near";
const FAR = "far";

/** Attaches the first case's program to a virtual Ethernet pair in native mode, the second in its place, and detaches it. */
export function attachPair(first: GuestCase, second: GuestCase, kernel: string): AttachResult {
  // The kernel would send packets of its own through the pair, and they would be counted.
  writeFileSync("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
  loadModule(vethModule(kernel));
  ip("link", "add", NEAR, "type", "veth", "peer", "name", FAR);
  for (const name of [NEAR, FAR]) ip("link", "set", name, "up");

  const on = findInterface(NEAR);
  const [before, after] = [first, second].map(({ folder }) =>
    loadObject(readObject(`${folder}/${OBJECT_FILE}`)),
  );
  attach(on, before!, { mode: "native", takeover: false });
  const run = createRunner(before!.fd);
  const frames = [...decodeFrames(readFileSync(`${first.folder}/${FRAMES_FILE}`))];
  for (const { bytes } of frames.slice(0, COUNTED_FRAMES)) run(bytes);
  const attached = seen();

  attach(on, after!, { mode: "auto", takeover: false });
  const replaced = seen();
  const stale = change(on, before!.fd, "native", { kind: "runs", fd: before!.fd })?.code ?? null;
  const otherMode = codeOf(() => attach(on, before!, { mode: "generic", takeover: false }));

  detach(on, { force: false });
  return { attached, replaced, stale, otherMode, detached: seen() };
}

function seen(): Seen[] {
  return findPrograms(NEAR).map((program) => {
    const counters = openCounters(program);
    const { rules, policy } = counters.read();
    counters.close();
    const packets = rules.reduce((sum, rule) => sum + rule.packets, policy.packets);
    return { name: program.manifest?.name ?? null, mode: program.mode, packets: Number(packets) };
  });
}

/** The code of the diagnostic that `act` ends with. */
function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]?.code ?? null;
    throw error;
  }
}
