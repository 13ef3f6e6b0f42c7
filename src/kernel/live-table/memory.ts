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

/** The half with the count of a table's slots that are in use; they are less than 2^32. */
export const countHalf = (table: number): number => LIVE_HEADER.count / 4 + 2 * table;

/** The first word of a table's bucket. */
export const bucketWord = ({ shape, valueWords }: LiveMemory, table: number, bucket: number): number =>
  (1 + 2 * shape.rows + table * shape.buckets + bucket) * valueWords;

/** The first word of a table's rows. */
export const rowsWord = ({ shape, valueWords }: LiveMemory, table: number): number =>
  (1 + table * shape.rows) * valueWords;

/** The word of a slot's tag; its upper half is the deadline. */
export const tagWord = (bucket: number, slot: number): number => bucket + LIVE_BUCKET.tag + slot;
export const deadlineHalf = (tag: number): number => 2 * tag + 1;

/** The half with a bucket's `overflowed`, which is a deadline or 1. */
export const overflowedHalf = (bucket: number): number => 2 * (bucket + LIVE_BUCKET.overflowed);

const scratch = new Uint32Array(2);
const scratchWord = new BigUint64Array(scratch.buffer);

/** A tag of its two halves. */
export function tagOf(deadline: number, detail: number): bigint {
  scratch[0] = detail;
  scratch[1] = deadline;
  return scratchWord[0]!;
}

/** Deadlines that are none, as numbers: live-set-layout.ts. */
export const FOREVER = Number(LIVE_FOREVER);

const TICK = 2 ** Number(LIVE_TICK_SHIFT);

/** Nanoseconds of CLOCK_MONOTONIC, as the program reads it; after years of uptime exact to some of them, where a tick has millions. */
export function nanosecondsNow(): number {
  const [seconds, rest] = process.hrtime();
  return seconds * 1e9 + rest;
}

/** The tick that it is. */
export const tickNow = (): number => Math.floor(nanosecondsNow() / TICK);

/** By how much the clock of packets may be behind: a jiffy, 10 ms with CONFIG_HZ=100. */
const JIFFY = 10e6;

/** The earliest tick that it may be for a packet. What ended since then it may still find. */
export const tickOfPackets = (): number => Math.floor((nanosecondsNow() - JIFFY) / TICK);

/** The deadline of what stays for so many milliseconds from now on; at most a tick longer. */
export const deadlineAfter = (milliseconds: number | undefined): number =>
  milliseconds === undefined ? FOREVER : Math.ceil((nanosecondsNow() + milliseconds * 1e6) / TICK);

/** For how many milliseconds from `now`, in nanoseconds, an element stays yet that has this deadline; 0 of what only packets may still find. */
export const remainingAt = (deadline: number, now: number): number | undefined =>
  deadline === FOREVER ? undefined : Math.max(0, (deadline * TICK - now) / 1e6);

/** Whether an element with this deadline is there. */
export const lasts = (deadline: number, now: number): boolean =>
  deadline === FOREVER || (deadline > 1 && deadline > now);
