import { LIVE_BUCKET, LIVE_HEADER, LIVE_SLOTS } from "../../manifest/index.js";
import { bucketAt, place, STEPS, type Placed } from "./hash.js";
import { noteLength } from "./lengths.js";
import { bucketWord, countWord, rowsWord, seedOf, tagWord, type LiveMemory } from "./memory.js";
import { writeElement } from "./slots.js";
import type { PackedElement } from "./shape.js";

/** An element to fill a table with, and its deadline in ticks. */
export interface FilledElement {
  readonly element: PackedElement;
  readonly deadline: number;
}

/**
 * Fills a table in which nobody looks: what was in it goes. False when it has no room for all of them; then what it has is
 * neither. Plain stores will do, since whoever turns the set over to this table stores that last.
 */
export function fillTable(memory: LiveMemory, table: number, elements: Iterable<FilledElement>): boolean {
  const { halves, words, shape, valueWords } = memory;
  const seed = seedOf(memory);
  words.fill(0n, rowsWord(memory, table), rowsWord(memory, table) + shape.rows * valueWords);
  const first = bucketWord(memory, table, 0);
  words.fill(0n, first, first + shape.buckets * valueWords);
  const lengths = LIVE_HEADER.lengths / 8 + 3 * table;
  words.fill(0n, lengths, lengths + 3);
  let count = 0;
  for (const { element, deadline } of elements) {
    const placed = place(element, seed, shape);
    const done = putPlainly(memory, table, placed, deadline);
    if (done === "full") return false;
    if (done === "put") count++;
    if (count > shape.capacity) return false;
    noteLength(memory, table, element);
  }
  halves[2 * countWord(table)] = count;
  halves[2 * countWord(table) + 1] = 0;
  return true;
}

/** The longer deadline stays when an element comes twice. */
function putPlainly(
  memory: LiveMemory,
  table: number,
  e: Placed,
  deadline: number,
): "put" | "known" | "full" {
  const { halves, shape } = memory;
  for (const step of STEPS) {
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape.buckets));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = 2 * tagWord(bucket, slot);
      const had = halves[tag + 1]!;
      if (had === 0) {
        writeElement(halves, bucket, slot, e, shape.wide);
        halves[tag] = e.detail | 1;
        halves[tag + 1] = deadline;
        return "put";
      }
      if (!isSame(halves, bucket, slot, e, shape.wide)) continue;
      halves[tag + 1] = Math.max(had, deadline);
      return "known";
    }
    // For ever: what is filled in at once is replaced at once.
    halves[2 * (bucket + LIVE_BUCKET.overflowed)] = 1;
  }
  return "full";
}

function isSame(halves: Uint32Array, bucket: number, slot: number, e: Placed, wide: boolean): boolean {
  const at = 2 * (bucket + LIVE_BUCKET.word + slot);
  if (halves[at] !== e.wordLo || halves[at + 1] !== e.wordHi) return false;
  if (!wide) return true;
  const key = 2 * (bucket + LIVE_BUCKET.key + 2 * slot);
  return (
    halves[key + 1] === e.key[0] &&
    halves[key] === e.key[1] &&
    halves[key + 3] === e.key[2] &&
    halves[key + 2] === e.key[3] &&
    (halves[2 * tagWord(bucket, slot)]! & 0xffff_ff00) >>> 0 === e.detail
  );
}
