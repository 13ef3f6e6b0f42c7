import { LIVE_HEADER, LIVE_SLOTS } from "../../manifest/index.js";
import {
  addRecord,
  createLiveRecords,
  elementAt,
  RECORD_LANES,
  recordsOf,
  type LiveElement,
  type LiveRecords,
} from "../../packet/index.js";
import { waitForGracePeriod } from "../grace-period.js";
import { fillTable } from "./fill.js";
import { createPlaced, place } from "./hash.js";
import {
  activeTable,
  bucketWord,
  countHalf,
  deadlineAfter,
  deadlineHalf,
  lasts,
  nanosecondsNow,
  remainingAt,
  seedOf,
  tagWord,
  tickNow,
  tickOfPackets,
  type LiveMemory,
} from "./memory.js";
import { readElement } from "./slot.js";
import { findSlots, freeSlot, putElement, renewSlot, sweep } from "./slots.js";

/** An element of a set, and for how many milliseconds it stays yet; undefined for ever. */
export interface LiveEntry {
  readonly element: LiveElement;
  readonly remaining: number | undefined;
}

/** What became of an element that was added. "full": it is not there, and nothing was changed. */
export type Added = "added" | "renewed" | "full";

/**
 * A live set, open: what is changed is seen by the next packet. Nobody waits for anybody, except for those who replace all. Elements come
 * as records (packet/live-records.ts), of which the `nth` is meant.
 */
export interface LiveTable {
  readonly capacity: number;
  /** Adds an element for so many milliseconds, for ever when undefined; one that is there gets that time instead of its own. */
  add(records: LiveRecords, nth: number, milliseconds: number | undefined): Added;
  /** Takes an element out; false when it was not there. Prefixes around it and within it stay. */
  delete(records: LiveRecords, nth: number): boolean;
  /** Whether this very element is there; once it is not, no packet finds it any more. */
  has(records: LiveRecords, nth: number): boolean;
  /** What is there. While others change it, what is there all the time is among it. */
  entries(): Iterable<LiveEntry>;
  /**
   * All elements in one step, which stay for as long: no packet sees a mix. The caller holds the lock of the network namespace
   * (netns-lock.ts). "full": nothing was changed.
   */
  replace(records: LiveRecords, milliseconds: number | undefined): "replaced" | "full";
  /** The same with elements that stay each for its own time. */
  replaceEntries(entries: Iterable<LiveEntry>): "replaced" | "full";
  /** How many elements are there; looks at all. */
  count(): number;
  close(): void;
}

/** A set in memory; `close` is called at the end. `wait` returns when no packet looks into the table any more that does not count. */
export function liveTable(
  memory: LiveMemory,
  close: () => void = () => {},
  wait = waitForGracePeriod,
): LiveTable {
  const { halves, shape } = memory;
  const placed = createPlaced();
  const placeNth = ({ lanes }: LiveRecords, nth: number) =>
    place(placed, lanes, nth * RECORD_LANES, seedOf(memory), shape);

  /** Whoever replaces all elements meanwhile has turned to the other table: there it is done again. */
  const inActive = <T>(act: (table: number) => T): T => {
    for (;;) {
      const table = activeTable(memory);
      const done = act(table);
      if (activeTable(memory) === table) return done;
    }
  };

  const addTo = (table: number, deadline: number): Added => {
    for (;;) {
      const [slot, ...others] = findSlots(memory, table, placed, tickNow());
      if (slot === undefined) break;
      for (const other of others) freeSlot(memory, table, other);
      // Else it was taken out or renewed at the same moment: look again.
      if (renewSlot(memory, table, placed, slot, deadline)) return "renewed";
    }
    const isFull = Atomics.load(halves, countHalf(table)) >= shape.capacity;
    if (isFull && sweep(memory, table) >= shape.capacity) return "full";
    return putElement(memory, table, placed, deadline) ? "added" : "full";
  };

  const turnTo = (records: LiveRecords, deadlineOf: (nth: number) => number) => {
    wait();
    const table = 1 - activeTable(memory);
    if (!fillTable(memory, table, records, deadlineOf)) return "full";
    Atomics.store(halves, LIVE_HEADER.active / 4, table);
    return "replaced";
  };

  const eachSlot = (act: (bucket: number, slot: number, tag: number) => void): void => {
    const active = activeTable(memory);
    const now = tickOfPackets();
    for (let i = 0; i < shape.buckets; i++) {
      const bucket = bucketWord(memory, active, i);
      for (let slot = 0; slot < LIVE_SLOTS; slot++) {
        const tag = tagWord(bucket, slot);
        if (lasts(halves[deadlineHalf(tag)]!, now)) act(bucket, slot, tag);
      }
    }
  };

  return {
    capacity: shape.capacity,
    add(records, nth, milliseconds) {
      placeNth(records, nth);
      const deadline = deadlineAfter(milliseconds);
      return inActive((table) => addTo(table, deadline));
    },
    delete(records, nth) {
      placeNth(records, nth);
      return inActive((table) => {
        let isGone = false;
        for (;;) {
          const slots = findSlots(memory, table, placed, tickOfPackets());
          if (slots.length === 0) return isGone;
          for (const slot of slots) if (freeSlot(memory, table, slot)) isGone = true;
        }
      });
    },
    has: (records, nth) =>
      findSlots(memory, activeTable(memory), placeNth(records, nth), tickOfPackets()).length > 0,
    entries() {
      const records = createLiveRecords();
      const remaining: (number | undefined)[] = [];
      const now = nanosecondsNow();
      const tick = tickOfPackets();
      eachSlot((bucket, slot, tag) => {
        const version = Atomics.load(halves, 2 * tag);
        const at = addRecord(records);
        readElement(memory, bucket, slot, records.lanes, at);
        // It may have ended, and another one begun, while it was read. One that a packet gave more time is the same one.
        const until = Atomics.load(halves, deadlineHalf(tag));
        const isSame = lasts(until, tick) && Atomics.load(halves, 2 * tag) === version;
        if (isSame) remaining.push(remainingAt(until, now));
        else {
          records.lanes.fill(0, at);
          records.length--;
        }
      });
      return remaining.map((time, nth) => ({
        element: elementAt(records.lanes, nth * RECORD_LANES, shape.type),
        remaining: time,
      }));
    },
    replace(records, milliseconds) {
      const deadline = deadlineAfter(milliseconds);
      return turnTo(records, () => deadline);
    },
    replaceEntries(entries) {
      const all = [...entries];
      const records = recordsOf(
        all.map(({ element }) => element),
        shape.type,
      );
      const deadlines = all.map(({ remaining }) => deadlineAfter(remaining));
      return turnTo(records, (nth) => deadlines[nth]!);
    },
    count() {
      let count = 0;
      eachSlot(() => count++);
      return count;
    },
    close,
  };
}
