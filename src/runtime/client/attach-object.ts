import { fail } from "../../diagnostics/index.js";
import { readObject, type XdpObject } from "../../kernel/object.js";
import { underNetnsLock } from "../../kernel/netns-lock.js";
import type { Mode } from "../../kernel/modes.js";
import { DURATION_EXPECTED, LONGEST_TIMER, parseDuration, type Duration } from "../../util/duration.js";
import { prepareAttach, type AttachedHere } from "../attach/prepare.js";
import type { Guard } from "../confirm/guard.js";
import { guardAttach } from "../confirm/guard-attach.js";
import { refuseLockout } from "../lockout/judge.js";
import type { Where } from "../program.js";

/** How a program is put on an interface: as the options of `xdpgen attach`. */
export interface AttachFirewallOptions extends Where {
  /** "auto", unless given: the mode of the program that is replaced, else native where the driver can, generic where it cannot. */
  readonly mode?: Mode | "auto";
  /** The program counts what it decides, and everything passes. */
  readonly monitor?: boolean;
  /** Nothing of a program that is there goes on. */
  readonly fresh?: boolean;
  /** What is there now comes back after this time, at most 24 days, unless `confirm()` comes before; also when this process has ended. */
  readonly confirm?: Duration;
  /** Also when it would cut off the SSH session, the gateway or DHCP. */
  readonly allowLockout?: boolean;
  /** Also in the place of a program that xdpgen did not build. */
  readonly takeover?: boolean;
  /** Where the object is, when it is not beside the client: after bundling, for example. */
  readonly object?: string | URL;
}

/** What attaching came to, without what is open. */
export type AttachReport = Pick<AttachedHere, "diagnostics" | "losses">;

/**
 * Reads an object, has it judged, and attaches it under the lock of the namespace; `then` runs under the lock as well. When anything
 * fails, what was there is there still. Fails as `prepareAttach`, `attach`, `refuseLockout` and `guardAttach`, and with XG682.
 */
export function attachObject<T>(
  ifname: string,
  path: string,
  options: AttachFirewallOptions,
  judge: (object: XdpObject) => void,
  then: (report: AttachReport, object: XdpObject) => T,
): Promise<T> {
  const { mode = "auto", monitor = false, fresh = false, takeover = false, netns } = options;
  const patience = options.confirm === undefined ? undefined : patienceOf(options.confirm);
  const object = readObject(path);
  judge(object);
  return underNetnsLock(netns, async () => {
    const prepared = prepareAttach(ifname, object, { mode, monitor, fresh, takeover, netns });
    let guard: Guard | undefined;
    try {
      const isJudged = options.allowLockout !== true && !monitor;
      const warnings = isJudged ? refuseLockout(prepared, { netns }) : [];
      if (patience !== undefined) guard = await guardAttach(prepared, patience, { netns });
      const { diagnostics, losses } = prepared.commit();
      return then({ diagnostics: [...prepared.diagnostics, ...warnings, ...diagnostics], losses }, object);
    } catch (error) {
      guard?.dismiss();
      prepared.undo();
      throw error;
    } finally {
      prepared.close();
    }
  });
}

/** Milliseconds. */
function patienceOf(confirm: Duration): number {
  const milliseconds = parseDuration(confirm);
  if (milliseconds !== undefined && milliseconds <= LONGEST_TIMER) return milliseconds;
  return fail("XG682", {
    value: JSON.stringify(confirm),
    expected: milliseconds === undefined ? DURATION_EXPECTED : "a time of at most 24 days",
  });
}
