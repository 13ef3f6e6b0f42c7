import os from "node:os";
import { SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** The number of membarrier(2) on each processor that xdpgen runs on, and its command (linux/membarrier.h). */
const MEMBARRIER: Readonly<Record<string, number>> = { x64: 324, arm64: 283 };
const GLOBAL = 1;

/** Where the kernel has no membarrier (CONFIG_NO_HZ_FULL in use): longer than any packet is under way in a program. */
const LONG_ENOUGH_MS = 200;

/**
 * Waits until no processor is any more in a program that has been replaced before: what it counts is final then. membarrier waits
 * for a grace period of RCU, under which programs run; that takes some milliseconds.
 */
export function waitForGracePeriod(): void {
  const number = MEMBARRIER[os.arch()];
  if (number !== undefined && native().syscall(number, GLOBAL, 0, 0) === 0) return;
  const errno = native().errno();
  if (number !== undefined && !HAS_NONE.has(new SystemError("membarrier", errno).code))
    throw new SystemError("membarrier", errno);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONG_ENOUGH_MS);
}

const HAS_NONE: ReadonlySet<string> = new Set(["EINVAL", "ENOSYS", "EPERM"]);
