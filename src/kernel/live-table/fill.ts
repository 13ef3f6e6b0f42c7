import { LIVE_HEADER, LIVE_SLOTS } from "../../manifest/index.js";
import { RECORD_LANES, type LiveRecords } from "../../packet/index.js";
import { bucketAt, createPlaced, place, STEPS, type Placed } from "./hash.js";
import { noteLength } from "./lengths.js";
import {
  bucketWord,
  countHalf,
  deadlineHalf,
  overflowedHalf,
  rowsWord,
  seedOf,
  tagWord,
  type LiveMemory,
} from "./memory.js";
import { hasElement, writeElement } from "./slot.js";

/**
 * Fills a table in which nobody looks: what was in it goes. False when it has no room for all of them; then what it has is
 * neither. Plain stores will do, since whoever turns the set over to this table stores that last. `deadline` is in ticks.
 */
export function fillTable(
  memory: LiveMemory,
  table: number,
  { lanes, length }: LiveRecords,
  deadlineOf: (nth: number) => number,
): boolean {
  const { halves, shape } = memory;
  clear(memory, table);
  const seed = seedOf(memory);
  const e = createPlaced();
  let count = 0;
  for (let nth = 0; nth < length; nth++) {
    place(e, lanes, nth * RECORD_LANES, seed, shape);
    const done = putPlainly(memory, table, e, deadlineOf(nth));
    if (done === "put") count++;
    if (done === "full" || count > shape.capacity) return false;
    noteLength(memory, table, e);
  }
  halves[countHalf(table)] = count;
  return true;
}

function clear(memory: LiveMemory, table: number): void {
  const { halves, shape, valueWords } = memory;
  const zero = (word: number, words: number) => halves.fill(0, 2 * word, 2 * (word + words));
  zero(rowsWord(memory, table), shape.rows * valueWords);
  zero(bucketWord(memory, table, 0), shape.buckets * valueWords);
  zero(LIVE_HEADER.lengths / 8 + 3 * table, 3);
  zero(countHalf(table) / 2, 1);
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
    const bucket = bucketWord(memory, table, bucketAt(e.hash, step, shape));
    for (let slot = 0; slot < LIVE_SLOTS; slot++) {
      const tag = tagWord(bucket, slot);
      const had = halves[deadlineHalf(tag)]!;
      if (had === 0) {
        writeElement(memory, bucket, slot, e);
        halves[2 * tag] = e.detail | 1;
        halves[deadlineHalf(tag)] = deadline;
        return "put";
      }
      if (!hasElement(memory, bucket, slot, e)) continue;
      halves[deadlineHalf(tag)] = Math.max(had, deadline);
      return "known";
    }
    const overflowed = overflowedHalf(bucket);
    halves[overflowed] = Math.max(halves[overflowed]!, deadline);
  }
  return "full";
}
