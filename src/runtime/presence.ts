import { DiagnosticError } from "../diagnostics/index.js";
import { queryAttachment } from "../kernel/attachment.js";
import { withNetns } from "../kernel/netns.js";
import type { RunningProgram, Where } from "./program.js";

/** What became of a program that an interface ran: another one is there, none is, or the interface itself has gone. */
export type Fate = "replaced" | "removed" | "disappeared";

/** Undefined while it still runs there. Costs some microseconds. */
export function fateOf(program: RunningProgram, { netns }: Where): Fate | undefined {
  try {
    const attachment = withNetns(netns, () => queryAttachment(program.interface.ifindex));
    if (attachment === "gone") return "disappeared";
    if (attachment === undefined) return "removed";
    return attachment.programId === (program.dispatcherId ?? program.id) ? undefined : "replaced";
  } catch (error) {
    const isGone = error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === "XG609");
    if (isGone) return "disappeared";
    throw error;
  }
}
