import { limiterTimes, type OverMatch } from "../ir/index.js";
import { LIMITER_TIME_SHIFT } from "../manifest/index.js";

/** The buckets of a limiter, one for each key, however many there are. */
export interface TokenBuckets {
  /** Whether a packet of `length` bytes is above the rate of its key at a time in nanoseconds. Nothing is taken. */
  isOver(key: string, length: number, now: bigint): boolean;
  /** Takes what a packet costs that is not above the rate. */
  take(key: string, length: number, now: bigint): void;
}

/** Buckets that are all full. A bucket is the time at which it is full again (GCRA, ITU-T I.371). */
export function createTokenBuckets(match: OverMatch): TokenBuckets {
  const { scale, shift, depth } = limiterTimes(match);
  const fullAt = new Map<string, bigint>();
  /** When the bucket would be full again after the packet, and how far ahead that is. */
  const after = (key: string, length: number, nanoseconds: bigint) => {
    const now = nanoseconds << LIMITER_TIME_SHIFT;
    const was = fullAt.get(key) ?? 0n;
    const amount = match.unit === "packets" ? 1n : BigInt(length);
    const full = (was > now ? was : now) + ((amount * scale) >> BigInt(shift));
    return { full, isOver: full - now > depth };
  };
  return {
    isOver: (key, length, now) => after(key, length, now).isOver,
    take: (key, length, now) => void fullAt.set(key, after(key, length, now).full),
  };
}
