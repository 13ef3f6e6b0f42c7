import { LIVE_BUCKET, LIVE_BUSY, LIVE_FOREVER, LIVE_FREE, LIVE_SLOTS } from "../../manifest/index.js";
import { bucketAt, STEPS, type Placed } from "./hash.js";
import { noteLength } from "./lengths.js";
import {
  bucketWord,
  countWord,
  deadlineOf,
  keyWord,
  lasts,
  tagOf,
  tagWord,
  tickNow,
  type LiveMemory,
} from "./memory.js";

/** What belongs to the element in the lower half of a tag: LIVE_DETAIL of live-set.h. */
const DETAIL = 0xffff_ff00;

/** `overflowed` of a bucket behind which there may always be elements. */
const OVERFLOWED_FOREVER = 1n;

/** A slot that has the element, and the tag that it had then. */
export interface FoundSlot {
  readonly tag: number;
  readonly value: bigint;
  /** The try at which its bucket came. */
  readonly step: number;
}

const holdsElement = (
  { words, halves, shape }: LiveMemory,
  bucket: number,
  slot: number,
  e: Placed,
): boolean => {
  const at = 2 * (bucket + LIVE_BUCKET.word + slot);
  if (halves[at] !== e.wordLo || halves[at + 1] !== e.wordHi) return false;
  if (!shape.wide) return true;
  const key = 2 * keyWord(bucket, slot);
  const [hi, upper, low, lo] = e.key;
  const isKey =
    halves[key + 1] === hi && halves[key] === upper && halves[key + 3] === low && halves[key + 2] === lo;
  return isKey && (Number(words[tagWord(bucket, slot)]! & 0xffff_ffffn) & DETAIL) >>> 0 === e.detail;
};

/** The slots of a table that have the element, still there: one, or more when two have added it at the same moment. */
export function findSlots(memory: LiveMemory, table: number, e: Placed): readonly FoundSlot[] {
  const { words, shape } = memory;
  const now = tickNow();
  const found: FoundSlot[] = [];
  for (const step of STEPS) {
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape.buckets));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const value = Atomics.load(words, tag);
      if (!lasts(deadlineOf(value), now) || !holdsElement(memory, bucket, slot, e)) continue;
      if (Atomics.load(words, tag) === value) found.push({ tag, value, step });
    }
    const overflowed = Atomics.load(words, bucket + LIVE_BUCKET.overflowed);
    if (overflowed !== OVERFLOWED_FOREVER && !lasts(overflowed, now)) break;
  }
  return found;
}

/** Elements that last until `deadline` may be behind the buckets before the one of `step`. */
function raise(memory: LiveMemory, table: number, { hash }: Placed, step: number, deadline: bigint): void {
  const { words, shape } = memory;
  for (const earlier of STEPS.slice(0, step)) {
    const at = bucketWord(memory, table, bucketAt(hash, earlier, shape.buckets)) + LIVE_BUCKET.overflowed;
    for (let was = Atomics.load(words, at); was !== OVERFLOWED_FOREVER && was < deadline;) {
      const seen = Atomics.compareExchange(words, at, was, deadline);
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
  deadline: bigint,
): boolean {
  if (deadline !== LIVE_FREE) raise(memory, table, e, step, deadline);
  const renewed = tagOf(deadline, Number(value & 0xffff_ffffn));
  if (Atomics.compareExchange(memory.words, tag, value, renewed) !== value) return false;
  if (deadline === LIVE_FREE) Atomics.sub(memory.words, countWord(table), 1n);
  return true;
}

/** Puts a new element into a free slot; false when there is none where it belongs. */
export function putElement(memory: LiveMemory, table: number, e: Placed, deadline: bigint): boolean {
  const { words, halves, shape } = memory;
  const now = tickNow();
  const busy = tagOf(LIVE_BUSY, Number(now & 0xffff_ffffn));
  for (const step of STEPS) {
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape.buckets));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const was = Atomics.load(words, tag);
      if (deadlineOf(was) === LIVE_BUSY || lasts(deadlineOf(was), now)) continue;
      if (Atomics.compareExchange(words, tag, was, busy) !== was) continue;
      if (deadlineOf(was) === LIVE_FREE) Atomics.add(words, countWord(table), 1n);
      writeElement(halves, bucket, slot, e, shape.wide);
      noteLength(memory, table, e);
      raise(memory, table, e, step, deadline);
      // Sequentially consistent: word and key are there before the tag.
      Atomics.compareExchange(words, tag, busy, tagOf(deadline, e.detail | nextVersion(was)));
      return true;
    }
  }
  return false;
}

/** The lowest bits of a tag: another number for each element that the slot had. */
const nextVersion = (tag: bigint): number => Number((tag + 1n) & 0xffn);

/** Writes word and key of an element into a slot that is ours. */
export function writeElement(
  halves: Uint32Array,
  bucket: number,
  slot: number,
  { wordHi, wordLo, key }: Placed,
  wide: boolean,
): void {
  const at = 2 * (bucket + LIVE_BUCKET.word + slot);
  halves[at] = wordLo;
  halves[at + 1] = wordHi;
  if (!wide) return;
  const to = 2 * keyWord(bucket, slot);
  [halves[to + 1], halves[to], halves[to + 3], halves[to + 2]] = key;
}

/** Frees the slots of elements whose time is over, and returns how many are left. */
export function sweep(memory: LiveMemory, table: number): number {
  const { words, shape } = memory;
  const now = tickNow();
  let left = 0;
  for (let i = 0; i < shape.buckets; i++) {
    const bucket = bucketWord(memory, table, i);
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const value = Atomics.load(words, tag);
      const deadline = deadlineOf(value);
      if (deadline === LIVE_FREE) continue;
      if (deadline === LIVE_BUSY || deadline === LIVE_FOREVER || deadline > now) left++;
      else if (Atomics.compareExchange(words, tag, value, value & 0xffff_ffffn) === value)
        Atomics.sub(words, countWord(table), 1n);
      else left++;
    }
  }
  return left;
}
