import os from "node:os";

/** The name of an error number, of either sign: `EPERM` for 1 and -1, `524` for one that has no name. */
export function errnoName(errno: number): string {
  const value = Math.abs(errno);
  return NAMES.get(value) ?? String(value);
}

/** ENOTSUPP, which the kernel returns from some BPF paths and libc has no name for (linux/errno.h). */
const KERNEL_ONLY: readonly (readonly [number, string])[] = [[524, "ENOTSUPP"]];

const NAMES = new Map<number, string>([
  // EOPNOTSUPP and ENOTSUP, EAGAIN and EWOULDBLOCK share a number: the first name stays.
  ...Object.entries(os.constants.errno)
    .map(([name, value]) => [value, name] as const)
    .filter(([, name]) => name !== "ENOTSUP" && name !== "EWOULDBLOCK"),
  ...KERNEL_ONLY,
]);

/** A call that failed and that nothing above has a diagnostic for. */
export class SystemError extends Error {
  override readonly name = "SystemError";
  /** `EPERM`, `ENOENT` … */
  readonly code: string;

  constructor(
    readonly call: string,
    readonly errno: number,
  ) {
    super(`${call}: ${errnoName(errno)}`);
    this.code = errnoName(errno);
  }
}

/** Passes a result that is not negative; a negative one is an errno and becomes a SystemError. */
export function check(call: string, result: number): number {
  if (result < 0) throw new SystemError(call, -result);
  return result;
}
