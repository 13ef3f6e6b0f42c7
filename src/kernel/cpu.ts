import { SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** Room for 1024 CPUs: cpu_set_t of sched.h. */
const MASK_BYTES = 128;

/** The CPUs that this thread may run on, by their numbers. */
export function allowedCpus(): readonly number[] {
  const mask = Buffer.alloc(MASK_BYTES);
  if (native().sched_getaffinity(0, MASK_BYTES, mask) < 0)
    throw new SystemError("sched_getaffinity", native().errno());
  return Array.from({ length: 8 * MASK_BYTES }, (_, cpu) => cpu).filter(
    (cpu) => (mask[cpu >> 3]! & (1 << (cpu & 7))) !== 0,
  );
}

/** Runs `act` on one CPU alone; afterwards the thread may run where it could before. `act` must not be asynchronous. */
export function onCpu<T>(cpu: number, act: () => T): T {
  const before = allowedCpus();
  restrictTo([cpu]);
  try {
    return act();
  } finally {
    restrictTo(before);
  }
}

function restrictTo(cpus: readonly number[]): void {
  const mask = Buffer.alloc(MASK_BYTES);
  for (const cpu of cpus) mask[cpu >> 3]! |= 1 << (cpu & 7);
  if (native().sched_setaffinity(0, MASK_BYTES, mask) < 0)
    throw new SystemError("sched_setaffinity", native().errno());
}
