import { diagnostic, DiagnosticError } from "../diagnostics/index.js";
import { lockNetns } from "../kernel/netns-lock.js";
import type { XdpObject } from "../kernel/object.js";
import {
  prepareAttach,
  type AttachedHere,
  type PreparedAttach,
  type PrepareOptions,
} from "../runtime/attach/prepare.js";
import { isLossless } from "../runtime/attach/losses.js";
import type { Guard } from "../runtime/confirm/guard.js";
import { guardAttach } from "../runtime/confirm/guard-attach.js";
import { refuseLockout } from "../runtime/lockout/judge.js";
import { lossesJson, lossesText } from "./losses-view.js";
import type { Output } from "./output.js";

/** How to attach to one or several interfaces. */
export interface AttachAllOptions extends PrepareOptions {
  /** What runs there comes back unless it is confirmed in so many milliseconds; undefined: it stays. */
  readonly confirm: number | undefined;
  /** Also when somebody would be cut off. */
  readonly allowLockout: boolean;
}

/** One interface that has been attached to; `close` when nothing is to be read any more. */
export interface There extends AttachedHere {
  readonly prepared: PreparedAttach;
  readonly guard: Guard | undefined;
  /** Whether it only counts. */
  readonly monitor: boolean;
}

/**
 * Attaches an object to all of these interfaces or to none: everything is loaded and judged first, then they are changed one by one,
 * and a failure puts back what was there. Fails like `prepareAttach`, `refuseLockout` and `attach`, and with XG660 and XG662.
 */
export async function attachAll(
  ifnames: readonly string[],
  object: XdpObject,
  options: AttachAllOptions,
  output: Output,
): Promise<readonly There[]> {
  const lock = lockNetns(options.netns);
  const prepared: PreparedAttach[] = [];
  const guards: Guard[] = [];
  const done: There[] = [];
  try {
    for (const ifname of ifnames) prepared.push(prepareAttach(ifname, object, options));
    for (const one of prepared) {
      output.report(one.diagnostics);
      if (!options.allowLockout && !options.monitor) output.report(refuseLockout(one, options));
    }
    for (const one of prepared) announceLosses(one, output);
    if (options.confirm !== undefined)
      for (const one of prepared) guards.push(await guardAttach(one, options.confirm, options));
    for (const [i, one] of prepared.entries())
      done.push({ ...one.commit(), prepared: one, guard: guards[i], monitor: options.monitor });
    return done;
  } catch (error) {
    for (const one of guards) one.dismiss();
    const undone = undo(done);
    for (const one of prepared) one.close();
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError([...error.diagnostics, ...undone]);
  } finally {
    lock.release();
  }
}

/** Puts back what was there, the last first; says of each interface whether it could be done (XG666, XG668). */
export function undo(done: readonly { readonly prepared: Pick<PreparedAttach, "on" | "undo"> }[]) {
  const back = done.toReversed().map(({ prepared }) => ({ name: prepared.on.name, ok: prepared.undo() }));
  const again = back.filter(({ ok }) => ok).map(({ name }) => name);
  return [
    ...(again.length > 0 ? [diagnostic("XG666", { ifnames: again.join(", ") })] : []),
    ...back.filter(({ ok }) => !ok).map(({ name }) => diagnostic("XG668", { ifname: name })),
  ];
}

function announceLosses({ on, losses, programId, insteadOf }: PreparedAttach, output: Output): void {
  if (isLossless(losses)) return;
  output.result(
    {
      event: "replacing",
      interface: on.name,
      program: { id: programId },
      insteadOf,
      lost: lossesJson(losses),
    },
    () =>
      [`replacing the program on ${on.name}:`, ...lossesText(losses, "ends").map((line) => `  ${line}`)].join(
        "\n",
      ),
  );
}
