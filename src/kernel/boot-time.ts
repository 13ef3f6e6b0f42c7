import { nanoseconds } from "./clocks.js";

/** The wall clock's time for a time in nanoseconds since boot, as programs carry it. */
export function bootTimeToDate(sinceBoot: bigint): Date {
  return new Date(Date.now() - Number((nanoseconds("boot") - sinceBoot) / 1_000_000n));
}
