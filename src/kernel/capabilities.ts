import { readFileSync } from "node:fs";
import { fail } from "../diagnostics/index.js";
import { SystemError } from "./sys/errno.js";

/** Bit numbers in the capability sets (linux/capability.h). */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21, CAP_PERFMON: 38, CAP_BPF: 39 } as const;

/** A capability that the loader may need. */
export type Capability = keyof typeof CAPABILITIES;

interface Guard {
  readonly needs: readonly Capability[];
  /** Whether CAP_SYS_ADMIN alone will do: the others were carved out of it. */
  readonly orSysAdmin: boolean;
}

/**
 * What the loader does that the kernel guards, and the capabilities it asks for. Loading needs CAP_PERFMON because our
 * programs subtract pointers, for the length of a packet.
 */
const GUARDS = {
  "loading a program": { needs: ["CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN"], orSysAdmin: true },
  "attaching a program": { needs: ["CAP_NET_ADMIN"], orSysAdmin: false },
  "detaching a program": { needs: ["CAP_NET_ADMIN"], orSysAdmin: false },
  "looking into a program that is attached": { needs: ["CAP_SYS_ADMIN"], orSysAdmin: false },
  "entering a network namespace": { needs: ["CAP_SYS_ADMIN"], orSysAdmin: false },
} as const satisfies Record<string, Guard>;

/** An operation that needs a privilege. */
export type Operation = keyof typeof GUARDS;

/** Ends with XG603, which names the capabilities that `operation` needs and this process lacks. */
export function failForPrivilege(operation: Operation): never {
  const { needs, orSysAdmin } = GUARDS[operation];
  const missing = missingCapabilities(operation);
  // All there and refused all the same: they hold in a user namespace only, or a seccomp profile forbids bpf(2).
  const capabilities =
    missing.length > 0
      ? `${missing.join(" and ")}${orSysAdmin ? " (or CAP_SYS_ADMIN)" : ""}`
      : `${needs.join(" and ")} in the initial user namespace, not filtered by seccomp`;
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
  const { needs, orSysAdmin }: Guard = GUARDS[operation];
  const effective = effectiveCapabilities();
  const has = (name: Capability): boolean => ((effective >> BigInt(CAPABILITIES[name])) & 1n) === 1n;
  return orSysAdmin && has("CAP_SYS_ADMIN") ? [] : needs.filter((name) => !has(name));
}

/** This process's effective capabilities, one bit each. */
function effectiveCapabilities(): bigint {
  const status = readFileSync("/proc/self/status", "utf8");
  return BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
}
