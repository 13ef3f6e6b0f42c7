import { DiagnosticError } from "../diagnostics/index.js";
import { attach, type Attached, type AttachOptions } from "../kernel/attach.js";
import { queryAttachment } from "../kernel/attachment.js";
import { detachExactly } from "../kernel/detach.js";
import { findInterface, type Interface } from "../kernel/interface.js";
import { withNetns } from "../kernel/netns.js";
import type { LoadedProgram } from "../kernel/object.js";
import type { Where } from "../runtime/index.js";

/** A program that this process has attached, and where. */
export interface There extends Attached {
  readonly on: Interface;
}

/** Why watching ended: we were told to, or somebody replaced or removed the program, or the interface has gone. */
export type End = "stopped" | "replaced" | "removed" | "disappeared";

/** Attaches a loaded program. Fails like `attach`, and with XG601, XG609. */
export function attachTo(ifname: string, program: LoadedProgram, options: AttachOptions & Where): There {
  return withNetns(options.netns, () => {
    const on = findInterface(ifname, options.netns);
    return { on, ...attach(on, program, options) };
  });
}

/** Undefined while our program still runs where we attached it. */
export function look({ on, program }: There, { netns }: Where): End | undefined {
  try {
    const attachment = withNetns(netns, () => queryAttachment(on.ifindex));
    if (attachment === "gone") return "disappeared";
    if (attachment === undefined) return "removed";
    return attachment.programId === program.id ? undefined : "replaced";
  } catch (error) {
    if (namespaceIsGone(error)) return "disappeared";
    throw error;
  }
}

/** Detaches it; false when it is not there any more. */
export function remove({ on, mode, program }: There, { fd }: LoadedProgram, { netns }: Where): boolean {
  try {
    return withNetns(netns, () => detachExactly(on, mode, fd, program.id));
  } catch (error) {
    if (namespaceIsGone(error)) return false;
    throw error;
  }
}

function namespaceIsGone(error: unknown): boolean {
  return error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === "XG609");
}
