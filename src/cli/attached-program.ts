import { DiagnosticError } from "../diagnostics/index.js";
import { queryAttachment } from "../kernel/attachment.js";
import { detachExactly } from "../kernel/detach.js";
import { withNetns } from "../kernel/netns.js";
import type { Where } from "../runtime/index.js";
import type { There } from "./attach-all.js";

/** Why watching ended: we were told to, or somebody replaced or removed the program, or the interface has gone. */
export type End = "stopped" | "replaced" | "removed" | "disappeared";

/** Undefined while our program still runs where we attached it. */
export function look({ prepared: { on }, program }: There, { netns }: Where): End | undefined {
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
export function remove({ prepared, mode, program }: There, { netns }: Where): boolean {
  try {
    return withNetns(netns, () => detachExactly(prepared.on, mode, prepared.program.fd, program.id));
  } catch (error) {
    if (namespaceIsGone(error)) return false;
    throw error;
  }
}

function namespaceIsGone(error: unknown): boolean {
  return error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === "XG609");
}
