import { readFileSync } from "node:fs";
import { fail } from "../diagnostics/index.js";
import { SystemError } from "./sys/errno.js";

/** Bit numbers in the capability sets (linux/capability.h). */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21, CAP_PERFMON: 38, CAP_BPF: 39 } as const;

/** A capability that the loader may need. */
export type Capability = keyof typeof CAPABILITIES;

/** CAP_SYS_ADMIN is enough where one of these is asked for: they were carved out of it in Linux 5.8. */
const PARTS_OF_SYS_ADMIN: readonly Capability[] = ["CAP_BPF", "CAP_PERFMON"];

/**
 * What the loader does that the kernel guards, and the capabilities it asks for. Programs need CAP_PERFMON because they
 * subtract pointers, for the length of a packet.
 */
const NEEDED = {
  "loading a program": ["CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN"],
  "attaching a program": ["CAP_NET_ADMIN"],
  "detaching a program": ["CAP_NET_ADMIN"],
  "looking into a program that is attached": ["CAP_SYS_ADMIN"],
  "entering a network namespace": ["CAP_SYS_ADMIN"],
} as const satisfies Record<string, readonly Capability[]>;

/** An operation that needs a privilege. */
export type Operation = keyof typeof NEEDED;

/** Ends with XG603, which names the capabilities that `operation` needs and this process lacks. */
export function failForPrivilege(operation: Operation): never {
  const missing = missingCapabilities(operation);
  // All there and refused all the same: they hold in a user namespace only, or a seccomp profile forbids bpf(2).
  const capabilities =
    missing.length > 0
      ? `${missing.join(" and ")}${missing.some(isPartOfSysAdmin) ? " (CAP_SYS_ADMIN stands for CAP_BPF and CAP_PERFMON)" : ""}`
      : `${NEEDED[operation].join(" and ")} in the initial user namespace, not filtered by seccomp`;
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

/** The capabilities that `operation` needs and this process lacks. */
export function missingCapabilities(operation: Operation): readonly Capability[] {
  const effective = effectiveCapabilities();
  const has = (name: Capability): boolean => ((effective >> BigInt(CAPABILITIES[name])) & 1n) === 1n;
  return NEEDED[operation].filter((name) => !has(name) && !(isPartOfSysAdmin(name) && has("CAP_SYS_ADMIN")));
}

function isPartOfSysAdmin(name: Capability): boolean {
  return PARTS_OF_SYS_ADMIN.includes(name);
}

/** This process's effective capabilities, one bit each. */
function effectiveCapabilities(): bigint {
  const status = readFileSync("/proc/self/status", "utf8");
  return BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
}
