import { fail } from "../../diagnostics/index.js";
import type { PreparedAttach } from "../attach/prepare.js";
import type { Where } from "../program.js";
import { startGuard, type Guard } from "./guard.js";
import { findPending, netnsInode } from "./pending.js";

/**
 * Starts the watchdog of what is about to be attached: unless it is confirmed in so many milliseconds, what is there now comes back.
 * Fails like `startGuard`, and with XG662 when what is there now waits for a confirmation itself.
 */
export async function guardAttach(
  { on, programId, insteadOf }: PreparedAttach,
  milliseconds: number,
  where: Where,
): Promise<Guard> {
  const pending = findPending(on, where);
  if (pending !== undefined) fail("XG662", { ifname: on.name, until: new Date(pending.until).toISOString() });
  const netns = netnsInode(where);
  return startGuard({ netns, ifindex: on.ifindex, programId, before: insteadOf, milliseconds }, where);
}
