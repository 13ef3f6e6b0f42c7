import { LIVE_BUSY, LIVE_FREE, LIVE_SLOTS } from "../../manifest/index.js";
import { bucketAt, STEPS, type Placed } from "./hash.js";
import { noteLength } from "./lengths.js";
import {
  bucketWord,
  countHalf,
  deadlineHalf,
  FOREVER,
  lasts,
  overflowedHalf,
  tagOf,
  tagWord,
  tickNow,
  type LiveMemory,
} from "./memory.js";
import { hasElement, writeElement } from "./slot.js";

/*
 * What is done to single slots while packets and other processes do the same, as live-set.h says. A process that is killed between taking a
 * slot and its element's being there leaves a slot that nobody uses until all elements are replaced.
 */

/** Deadlines that are none, as numbers. */
const FREE = Number(LIVE_FREE);
const BUSY = Number(LIVE_BUSY);

/** `overflowed` of a bucket behind which there may always be elements. */
const OVERFLOWED_FOREVER = 1;

/** A slot that has the element, and the tag that it had then. */
export interface FoundSlot {
  readonly tag: number;
  readonly value: bigint;
  /** The try at which its bucket came. */
  readonly step: number;
}

const NONE: readonly FoundSlot[] = [];

/** The slots of a table that have the element, there at tick `now`: one, or more when two have added it at the same moment. */
export function findSlots(memory: LiveMemory, table: number, e: Placed, now: number): readonly FoundSlot[] {
  const { words, halves, shape } = memory;
  let found: FoundSlot[] | undefined;
  for (const step of STEPS) {
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      if (!hasElement(memory, bucket, slot, e)) continue;
      const tag = tagWord(bucket, slot);
      const value = Atomics.load(words, tag);
      // The slot may have got another element since: what is there now is looked at again.
      if (lasts(Number(value >> 32n), now) && hasElement(memory, bucket, slot, e))
        (found ??= []).push({ tag, value, step });
    }
    const overflowed = Atomics.load(halves, overflowedHalf(bucket));
    if (overflowed !== OVERFLOWED_FOREVER && !lasts(overflowed, now)) break;
  }
  return found ?? NONE;
}

/** Elements that last until `deadline` may be behind the buckets before the one of `step`. */
function raise(memory: LiveMemory, table: number, { hash }: Placed, step: number, deadline: number): void {
  const { halves, shape } = memory;
  for (let earlier = 0; earlier < step; earlier++) {
    const at = overflowedHalf(bucketWord(memory, table, bucketAt(hash, earlier, shape)));
    for (let was = Atomics.load(halves, at); was !== OVERFLOWED_FOREVER && was < deadline;) {
      const seen = Atomics.compareExchange(halves, at, was, deadline);
      if (seen === was) break;
      was = seen;
    }
  }
}

/** Gives a slot's element another deadline; false when the slot has changed in the meantime. */
export function renewSlot(
  memory: LiveMemory,
  table: number,
  e: Placed,
  { tag, value, step }: FoundSlot,
  deadline: number,
): boolean {
  raise(memory, table, e, step, deadline);
  const renewed = tagOf(deadline, Number(value & 0xffff_ffffn));
  return Atomics.compareExchange(memory.words, tag, value, renewed) === value;
}

/** Takes the element out of a slot; false when the slot has changed in the meantime. */
export function freeSlot({ words, halves }: LiveMemory, table: number, { tag, value }: FoundSlot): boolean {
  if (Atomics.compareExchange(words, tag, value, value & 0xffff_ffffn) !== value) return false;
  Atomics.sub(halves, countHalf(table), 1);
  return true;
}

/** Puts a new element into a free slot; false when there is none where it belongs. */
export function putElement(memory: LiveMemory, table: number, e: Placed, deadline: number): boolean {
  const { words, halves, shape } = memory;
  const now = tickNow();
  const busy = tagOf(BUSY, now);
  for (const step of STEPS) {
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const had = Atomics.load(halves, deadlineHalf(tag));
      if (had === BUSY || lasts(had, now)) continue;
      const was = Atomics.load(words, tag);
      if (Number(was >> 32n) !== had || Atomics.compareExchange(words, tag, was, busy) !== was) continue;
      if (had === FREE) Atomics.add(halves, countHalf(table), 1);
      writeElement(memory, bucket, slot, e);
      noteLength(memory, table, e);
      raise(memory, table, e, step, deadline);
      // Sequentially consistent: word and key are there before the tag. The slot is lost when all elements were replaced meanwhile.
      const there = tagOf(deadline, (e.detail | nextVersion(was)) >>> 0);
      if (Atomics.compareExchange(words, tag, busy, there) === busy) return true;
    }
  }
  return false;
}

/** The lowest bits of a tag: another number for each element that the slot had. */
const nextVersion = (tag: bigint): number => (Number(tag & 0xffn) + 1) & 0xff;

/** Frees the slots of elements whose time is over, and returns how many are left. Sets the count right if nobody changes it meanwhile. */
export function sweep(memory: LiveMemory, table: number): number {
  const { words, halves, shape } = memory;
  const now = tickNow();
  let counted = Atomics.load(halves, countHalf(table));
  let left = 0;
  for (let i = 0; i < shape.buckets; i++) {
    const bucket = bucketWord(memory, table, i);
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const deadline = halves[deadlineHalf(tag)]!;
      if (deadline === FREE) continue;
      left++;
      if (deadline === BUSY || deadline === FOREVER || deadline > now) continue;
      const value = Atomics.load(words, tag);
      if (Number(value >> 32n) !== deadline || !freeSlot(memory, table, { tag, value, step: 0 })) continue;
      left--;
      counted--;
    }
  }
  // Whoever was killed between taking a slot and counting it has left the count wrong by one.
  Atomics.compareExchange(halves, countHalf(table), counted, left);
  return left;
}
