import { fail } from "../diagnostics/index.js";
import { change, failForLink } from "./change.js";
import type { Interface } from "./interface.js";
import type { Mode } from "./modes.js";
import { withOccupant } from "./occupant.js";
import type { ProgramInfo } from "./sys/bpf.js";

/** What removing a program came to. */
export interface Detached {
  readonly mode: Mode;
  readonly program: ProgramInfo;
}

/**
 * Takes the program off an interface of the current network namespace, somebody else's only with `force`.
 * Fails with XG603 (privilege), XG607 (there is none), XG608 (replaced at the same moment), XG611 (held by a link),
 * XG612 (somebody else's) and XG613 (interface gone).
 */
export function detach(on: Interface, { force }: { readonly force: boolean }): Detached {
  return withOccupant(on.ifindex, (occupant) => {
    if (occupant === "gone") return fail("XG613", { ifname: on.name });
    if (occupant === undefined) return fail("XG607", { ifname: on.name });
    const { mode, info, programId } = occupant;
    if (!occupant.ours && !force) fail("XG612", { ifname: on.name, program: info.name, id: programId, mode });
    if (!detachExactly(on, mode, occupant.fd, programId)) fail("XG608", { ifname: on.name });
    return { mode, program: info };
  });
}

/**
 * Takes the program behind `fd` off an interface, and no other: false when it does not run there any more.
 * Fails with XG603 and XG611.
 */
export function detachExactly(on: Interface, mode: Mode, fd: number, programId: number): boolean {
  const refusal = change(on, -1, mode, { kind: "runs", fd });
  if (refusal === undefined) return true;
  if (refusal.code === "EBUSY") failForLink(on, programId);
  if (["EEXIST", "ENOENT", "ENODEV"].includes(refusal.code)) return false;
  throw new Error(`detaching from ${on.name}: ${refusal.code} ${refusal.said}`);
}
