import { diagnostic, DiagnosticError } from "../diagnostics/index.js";
import { change } from "../kernel/change.js";
import { detach, type Detached } from "../kernel/detach.js";
import { findInterface, type Interface } from "../kernel/interface.js";
import { withNetns } from "../kernel/netns.js";
import { lockNetns } from "../kernel/netns-lock.js";
import { withOccupant } from "../kernel/occupant.js";
import { openProgram } from "../kernel/sys/bpf.js";
import { native } from "../kernel/sys/libbpf.js";
import type { Where } from "../runtime/index.js";

/** A program that was taken off an interface. */
export interface DetachedHere extends Detached {
  readonly on: Interface;
}

/**
 * Takes the programs off all of these interfaces, or off none: after a failure those that were taken off are put back.
 * Fails like `detach`, and with XG601, XG609, XG660.
 */
export function detachAll(
  ifnames: readonly string[],
  { netns, force }: Where & { readonly force: boolean },
): readonly DetachedHere[] {
  const lock = lockNetns(netns);
  const held: number[] = [];
  const done: (DetachedHere & { readonly fd: number | undefined })[] = [];
  try {
    withNetns(netns, () => {
      const interfaces = [...new Set(ifnames)].map((ifname) => findInterface(ifname, netns));
      for (const on of interfaces) {
        // What is to be put back must not go away with its last interface.
        const fd = interfaces.length === 1 ? undefined : hold(on);
        if (fd !== undefined) held.push(fd);
        done.push({ on, fd, ...detach(on, { force }) });
      }
    });
    return done;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || done.length === 0) throw error;
    const back = withNetns(netns, () =>
      done.map(({ on, fd, mode }) => ({
        name: on.name,
        ok: fd !== undefined && change(on, fd, mode, { kind: "free" }) === undefined,
      })),
    );
    const again = back.filter(({ ok }) => ok).map(({ name }) => name);
    throw new DiagnosticError([
      ...error.diagnostics,
      ...(again.length > 0 ? [diagnostic("XG666", { ifnames: again.join(", ") })] : []),
      ...back.filter(({ ok }) => !ok).map(({ name }) => diagnostic("XG668", { ifname: name })),
    ]);
  } finally {
    held.forEach((fd) => native().close(fd));
    lock.release();
  }
}

/** A descriptor of the program that the interface runs. */
const hold = (on: Interface): number | undefined =>
  withOccupant(on.ifindex, (occupant) =>
    occupant === undefined || occupant === "gone" ? undefined : openProgram(occupant.programId),
  );
