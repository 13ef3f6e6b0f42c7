import type { OverMatch } from "./program.js";

/**
 * What packets take from a limiter's bucket and what a full one holds, as times in 1/16 ns (LIMITER_TIME_SHIFT of
 * templates/include/xdpgen/limiter.h). A packet takes `(amount * scale) >> shift`, where amount is 1, or its length in bytes.
 */
export interface LimiterTimes {
  /** Below 2^46, so that the product with a frame's length fits 64 bits. */
  readonly scale: bigint;
  readonly shift: number;
  readonly depth: bigint;
}

const SECOND = 16_000_000_000;

/** More bits behind the point would say nothing: the longest frame has fewer bytes than 2^17. */
const MOST_SHIFT = 20;
const MOST_SCALE = 2 ** 46;

/** Nine years: sums of it and the time stay below 2^63. */
const MOST_DEPTH = 2n ** 62n;

/** The times of a limiter: docs/semantics.md, "Limits". */
export function limiterTimes({
  rate,
  unit,
  burst,
}: Pick<OverMatch, "rate" | "unit" | "burst">): LimiterTimes {
  const one = SECOND / rate;
  let shift = unit === "bytes" ? MOST_SHIFT : 0;
  while (shift > 0 && one * 2 ** shift >= MOST_SCALE) shift--;
  const scale = BigInt(Math.max(1, Math.round(one * 2 ** shift)));
  const depth = (BigInt(burst) * scale) >> BigInt(shift);
  return { scale, shift, depth: depth < MOST_DEPTH ? depth : MOST_DEPTH };
}
