import { fail } from "../../diagnostics/index.js";
import { findInterface } from "../../kernel/interface.js";
import { withNetns } from "../../kernel/netns.js";
import { queryAttachment } from "../../kernel/attachment.js";
import { setTimeout as sleep } from "node:timers/promises";
import type { Where } from "../program.js";
import { findPending, isWatching, type Pending } from "./pending.js";

const LOOK_MS = 5;

/**
 * Confirms what an interface runs: it stays. Resolves when the watchdog has ended, and nothing goes back any more.
 * Fails with XG601, XG603, XG609, and with XG663 when nothing waits, or not any more.
 */
export async function confirm(ifname: string, where: Where): Promise<Pending> {
  const on = withNetns(where.netns, () => findInterface(ifname, where.netns));
  const pending = findPending(on, where);
  if (pending === undefined) return fail("XG663", { ifname });
  release(pending.pid);
  while (isWatching(pending.pid)) await sleep(LOOK_MS);
  // It may have begun to go back just before.
  const running = withNetns(where.netns, () => queryAttachment(on.ifindex));
  if (running === undefined || running === "gone" || running.programId !== pending.programId)
    return fail("XG663", { ifname });
  return pending;
}

/** Tells a watchdog that what it watches stays; it may just have ended. */
function release(pid: number): void {
  try {
    process.kill(pid, "SIGUSR2");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPERM")
      fail("XG603", {
        operation: "confirming what another user attached",
        capabilities: "his rights, or root's",
      });
    if (code !== "ESRCH") throw error;
  }
}
