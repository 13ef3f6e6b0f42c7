import { check } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** Clocks of linux/time.h. */
const CLOCKS = {
  /** Nanoseconds since 1970 in UTC. */
  wall: 0,
  /** What programs tell the time by: it never goes back, and stands while the machine sleeps. */
  monotonic: 1,
  /** Since boot; runs on while the machine sleeps, which Node's own clocks do not. */
  boot: 7,
} as const;

/** The time in nanoseconds. */
export function nanoseconds(clock: keyof typeof CLOCKS): bigint {
  const time = Buffer.alloc(16); // struct timespec: seconds and nanoseconds
  check("clock_gettime", native().clock_gettime(CLOCKS[clock], time));
  return time.readBigInt64LE(0) * 1_000_000_000n + time.readBigInt64LE(8);
}
