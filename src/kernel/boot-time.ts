import { check } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** CLOCK_BOOTTIME of linux/time.h: runs on while the machine sleeps, which Node's own clocks do not. */
const CLOCK_BOOTTIME = 7;

/** The wall clock's time for a time in nanoseconds since boot, as programs carry it. */
export function bootTimeToDate(sinceBoot: bigint): Date {
  const time = Buffer.alloc(16); // struct timespec: seconds and nanoseconds
  check("clock_gettime", native().clock_gettime(CLOCK_BOOTTIME, time));
  const now = time.readBigInt64LE(0) * 1_000_000_000n + time.readBigInt64LE(8);
  return new Date(Date.now() - Number((now - sinceBoot) / 1_000_000n));
}
