import { fail } from "../diagnostics/index.js";
import { findOwningLink } from "./attachment.js";
import { failForPrivilege, orPrivilege } from "./capabilities.js";
import type { Interface } from "./interface.js";
import { MODES, type Mode } from "./modes.js";
import { attempt, type Refusal } from "./refusal.js";
import { native } from "./sys/libbpf.js";

/** What must hold for a change to be made; the kernel looks and changes in one step. Flags of linux/if_link.h. */
export type Condition =
  | { readonly kind: "free" }
  /** The program behind this descriptor runs there. */
  | { readonly kind: "runs"; readonly fd: number };

const UPDATE_IF_NOEXIST = 1;
const REPLACE = 16;

/**
 * Changes what an interface of the current network namespace runs to the program behind `fd`, -1 for none, and returns
 * the refusal if there was one. Fails with XG603, and with XG613 when there is no interface to attach to.
 */
export function change(on: Interface, fd: number, mode: Mode, condition: Condition): Refusal | undefined {
  const libbpf = native();
  const flags = MODES[mode].flag | (condition.kind === "free" ? UPDATE_IF_NOEXIST : REPLACE);
  const options =
    condition.kind === "free"
      ? null
      : { sz: libbpf.sizeOf("bpf_xdp_attach_opts"), old_prog_fd: condition.fd };
  const refusal = attempt(() => libbpf.bpf_xdp_attach(on.ifindex, fd, flags, options));
  if (refusal?.code === "EPERM") failForPrivilege(fd < 0 ? "detaching a program" : "attaching a program");
  if (refusal?.code === "ENODEV" && fd >= 0) fail("XG613", { ifname: on.name });
  return refusal;
}

/** Ends with XG611, which names the BPF link that holds the interface. */
export function failForLink(on: Interface, programId: number): never {
  const id = orPrivilege("looking into a program that is attached", () =>
    findOwningLink(on.ifindex, programId),
  );
  return fail("XG611", { ifname: on.name, id: id ?? "unknown" });
}
