import { LIVE_BUCKET } from "../../manifest/index.js";
import { RECORD } from "../../packet/index.js";
import type { Placed } from "./hash.js";
import { tagWord, type LiveMemory } from "./memory.js";

/** What belongs to the element in the lower half of a tag: LIVE_DETAIL of live-set.h. */
const DETAIL = 0xffff_ff00;

const wordHalf = (bucket: number, slot: number): number => 2 * (bucket + LIVE_BUCKET.word + slot);
const keyHalf = (bucket: number, slot: number): number => 2 * (bucket + LIVE_BUCKET.key + 2 * slot);

/** Whether a slot has the element, or had it: its deadline says that. */
export function hasElement({ halves, shape }: LiveMemory, bucket: number, slot: number, e: Placed): boolean {
  const word = wordHalf(bucket, slot);
  if (halves[word] !== e.wordLo || halves[word + 1] !== e.wordHi) return false;
  if (!shape.wide) return true;
  const key = keyHalf(bucket, slot);
  return (
    halves[key + 1] === e.key3 &&
    halves[key] === e.key2 &&
    halves[key + 3] === e.key1 &&
    halves[key + 2] === e.key0 &&
    (halves[2 * tagWord(bucket, slot)]! & DETAIL) >>> 0 === e.detail
  );
}

/** Writes word and key of an element into a slot that is ours. */
export function writeElement({ halves, shape }: LiveMemory, bucket: number, slot: number, e: Placed): void {
  const word = wordHalf(bucket, slot);
  halves[word] = e.wordLo;
  halves[word + 1] = e.wordHi;
  if (!shape.wide) return;
  const key = keyHalf(bucket, slot);
  halves[key + 1] = e.key3;
  halves[key] = e.key2;
  halves[key + 3] = e.key1;
  halves[key + 2] = e.key0;
}

/** Writes the element that a slot has into a record that is all zeros. */
export function readElement(
  { halves, shape }: LiveMemory,
  bucket: number,
  slot: number,
  lanes: Uint32Array,
  at: number,
): void {
  const word = wordHalf(bucket, slot);
  if (!shape.wide) {
    lanes[at] = halves[word]!;
    if (!shape.prefixes) lanes[at + 1] = halves[word + 1]!;
    lanes[at + RECORD.length] = shape.prefixes ? halves[word + 1]! : shape.bits;
    return;
  }
  const key = keyHalf(bucket, slot);
  const detail = (halves[2 * tagWord(bucket, slot)]! & DETAIL) >>> 0;
  lanes[at + 3] = halves[key + 1]!;
  lanes[at + 2] = halves[key]!;
  lanes[at + 1] = halves[key + 3]!;
  lanes[at] = halves[key + 2]!;
  lanes[at + RECORD.length] = shape.prefixes ? detail >>> 8 : shape.bits;
  if (!shape.prefixes) lanes[at + RECORD.second] = detail >>> 16;
}
