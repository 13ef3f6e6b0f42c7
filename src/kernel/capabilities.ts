import { readFileSync } from "node:fs";
import { fail } from "../diagnostics/index.js";
import { SystemError } from "./sys/errno.js";

/** Bit numbers in the capability sets (linux/capability.h). */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21, CAP_BPF: 39 } as const;

type Capability = keyof typeof CAPABILITIES;

/** What the loader does that the kernel guards, and the capabilities it asks for. CAP_SYS_ADMIN stands in for CAP_BPF. */
const NEEDED = {
  "loading a program": ["CAP_BPF", "CAP_NET_ADMIN"],
  "attaching a program": ["CAP_NET_ADMIN"],
  "detaching a program": ["CAP_NET_ADMIN"],
  "looking into a program that is attached": ["CAP_SYS_ADMIN"],
  "entering a network namespace": ["CAP_SYS_ADMIN"],
  "running a program on a test packet": ["CAP_BPF", "CAP_NET_ADMIN"],
} as const satisfies Record<string, readonly Capability[]>;

/** An operation that needs a privilege. */
export type Operation = keyof typeof NEEDED;

/** Ends with XG603, which names the capabilities that `operation` needs and this process lacks. */
export function failForPrivilege(operation: Operation): never {
  const needed: readonly Capability[] = NEEDED[operation];
  const missing = missingCapabilities(needed, effectiveCapabilities());
  // All there and refused all the same: they hold in a user namespace only, or a seccomp profile forbids bpf(2).
  const capabilities =
    missing.length > 0
      ? missing.map((name) => (name === "CAP_BPF" ? "CAP_BPF (or CAP_SYS_ADMIN)" : name)).join(" and ")
      : `${needed.join(" and ")} in the initial user namespace, not filtered by seccomp`;
  return fail("XG603", { operation, capabilities });
}

/** Passes on what is not a refusal for want of privilege; a refusal becomes XG603. */
export function orPrivilege<T>(operation: Operation, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof SystemError && error.code === "EPERM") failForPrivilege(operation);
    throw error;
  }
}

function missingCapabilities(needed: readonly Capability[], effective: bigint): readonly Capability[] {
  const has = (name: Capability): boolean => ((effective >> BigInt(CAPABILITIES[name])) & 1n) === 1n;
  return needed.filter((name) => !has(name) && !(name === "CAP_BPF" && has("CAP_SYS_ADMIN")));
}

/** This process's effective capabilities, one bit each. */
function effectiveCapabilities(): bigint {
  const status = readFileSync("/proc/self/status", "utf8");
  return BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
}
