import { LIVE_BUCKET, LIVE_FOREVER, LIVE_HEADER, LIVE_TICK_SHIFT } from "../../manifest/index.js";
import type { LiveShape } from "./shape.js";

/** A set's map as arrays of numbers. Where the index says "word" it counts 64 bits, in `halves` twice as many. */
export interface LiveMemory {
  readonly shape: LiveShape;
  readonly words: BigUint64Array<ArrayBuffer>;
  readonly halves: Uint32Array<ArrayBuffer>;
  /** 64-bit words of a value of the map. */
  readonly valueWords: number;
}

/** Half a tag's worth of bits. */
const HALF = 32n;

/** The memory of a set's map; `buffer` has all of its values. */
export function liveMemory(buffer: ArrayBuffer, shape: LiveShape): LiveMemory {
  return {
    shape,
    words: new BigUint64Array(buffer),
    halves: new Uint32Array(buffer),
    valueWords: shape.valueBytes / 8,
  };
}

/** The table that counts: 0 or 1. */
export const activeTable = ({ halves }: LiveMemory): number =>
  Atomics.load(halves, LIVE_HEADER.active / 4) & 1;

/** The set's seed, as a signed number. */
export const seedOf = ({ halves }: LiveMemory): number => halves[LIVE_HEADER.seed / 4]! | 0;

/** The word with the count of a table's slots that are in use. */
export const countWord = (table: number): number => LIVE_HEADER.count / 8 + table;

/** The first word of a table's bucket. */
export const bucketWord = ({ shape, valueWords }: LiveMemory, table: number, bucket: number): number =>
  (1 + 2 * shape.rows + table * shape.buckets + bucket) * valueWords;

/** The first word of a table's rows. */
export const rowsWord = ({ shape, valueWords }: LiveMemory, table: number): number =>
  (1 + table * shape.rows) * valueWords;

/** The word of a slot's tag, and the first one of its key. */
export const tagWord = (bucket: number, slot: number): number => bucket + LIVE_BUCKET.tag + slot;
export const keyWord = (bucket: number, slot: number): number => bucket + LIVE_BUCKET.key + 2 * slot;

/** The deadline of a tag, in ticks. */
export const deadlineOf = (tag: bigint): bigint => tag >> HALF;

/** A tag of its two halves. */
export const tagOf = (deadline: bigint, detail: number): bigint => (deadline << HALF) | BigInt(detail >>> 0);

/** The tick that it is: CLOCK_MONOTONIC, as the program reads it. */
export const tickNow = (): bigint => process.hrtime.bigint() >> LIVE_TICK_SHIFT;

/** The deadline of what stays for so many milliseconds from `now` on, in nanoseconds; at most a tick longer. */
export function deadlineAfter(milliseconds: number | undefined, now = process.hrtime.bigint()): bigint {
  if (milliseconds === undefined) return LIVE_FOREVER;
  const until = now + BigInt(Math.round(milliseconds)) * 1_000_000n;
  return (until + (1n << LIVE_TICK_SHIFT) - 1n) >> LIVE_TICK_SHIFT;
}

/** Whether an element with this deadline is there. */
export const lasts = (deadline: bigint, now: bigint): boolean =>
  deadline > 1n && (deadline === LIVE_FOREVER || deadline > now);
