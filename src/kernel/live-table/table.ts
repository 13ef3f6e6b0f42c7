import {
  LIVE_BUCKET,
  LIVE_ELEMENT_BYTES,
  LIVE_FOREVER,
  LIVE_FREE,
  LIVE_HEADER,
  LIVE_SLOTS,
  LIVE_TICK_SHIFT,
} from "../../manifest/index.js";
import { maxOf, type LiveElement } from "../../packet/index.js";
import { waitForGracePeriod } from "../grace-period.js";
import { fillTable, type FilledElement } from "./fill.js";
import { place } from "./hash.js";
import {
  activeTable,
  bucketWord,
  countWord,
  deadlineAfter,
  deadlineOf,
  keyWord,
  lasts,
  seedOf,
  tagWord,
  tickNow,
  type LiveMemory,
} from "./memory.js";
import { packElement, packRecord, unpackElement } from "./shape.js";
import { findSlots, putElement, renewSlot, sweep } from "./slots.js";

/** An element of a set, and for how many milliseconds it stays yet; undefined for ever. */
export interface LiveEntry {
  readonly element: LiveElement;
  readonly remaining: number | undefined;
}

/** A live set, open: what is changed is seen by the next packet. Nobody waits for anybody, except for `replace`. */
export interface LiveTable {
  readonly capacity: number;
  /**
   * Adds an element for so many milliseconds, for ever when undefined; one that is there gets that time instead of its own. "full": it
   * is not there, and nothing was changed.
   */
  add(element: LiveElement, milliseconds: number | undefined): "added" | "renewed" | "full";
  /** Takes an element out; false when it was not there. Prefixes around it and within it stay. */
  delete(element: LiveElement): boolean;
  /** Whether this very element is there. */
  has(element: LiveElement): boolean;
  /** Whether packets with it are found: it is there, or a prefix around it. */
  covers(element: LiveElement): boolean;
  /** What is there. While others change it, what is there all the time is among it. */
  entries(): Generator<LiveEntry>;
  /**
   * All elements in one step: no packet sees a mix. The caller holds the lock of the network namespace (netns-lock.ts). "full": nothing
   * was changed.
   */
  replace(entries: Iterable<LiveEntry>): "replaced" | "full";
  /** The same with elements in the form of live-set-layout.ts, which all stay for as long. */
  replaceRecords(records: Uint8Array, milliseconds: number | undefined): "replaced" | "full";
  /** How many elements are there. */
  count(): number;
  /** Elements that packets would have added, and for which there was no room. */
  refused(): bigint;
  close(): void;
}

/** A set in memory; `close` is called at the end. `wait` returns when no packet looks into the table any more that does not count. */
export function liveTable(
  memory: LiveMemory,
  close: () => void = () => {},
  wait = waitForGracePeriod,
): LiveTable {
  const { words, shape } = memory;
  const placed = (element: LiveElement) => place(packElement(element, shape), seedOf(memory), shape);

  /** Whoever replaces all elements meanwhile has turned to the other table: there it is done again. */
  const inActive = <T>(act: (table: number) => T): T => {
    for (;;) {
      const table = activeTable(memory);
      const done = act(table);
      if (activeTable(memory) === table) return done;
    }
  };

  const addTo = (table: number, element: LiveElement, deadline: bigint) => {
    const e = placed(element);
    const [slot, ...others] = findSlots(memory, table, e);
    if (slot !== undefined) {
      for (const other of others) renewSlot(memory, table, e, other, LIVE_FREE);
      // Else it was taken out or renewed at the same moment: look again.
      return renewSlot(memory, table, e, slot, deadline) ? "renewed" : undefined;
    }
    const isFull = () => Number(Atomics.load(words, countWord(table))) >= shape.capacity;
    if (isFull() && sweep(memory, table) >= shape.capacity) return "full";
    return putElement(memory, table, e, deadline) ? "added" : "full";
  };

  const turnTo = (elements: Iterable<FilledElement>) => {
    wait();
    const table = 1 - activeTable(memory);
    if (!fillTable(memory, table, elements)) return "full";
    Atomics.store(memory.halves, LIVE_HEADER.active / 4, table);
    return "replaced";
  };

  const table: LiveTable = {
    capacity: shape.capacity,
    add: (element, milliseconds) =>
      inActive((active) => {
        for (;;) {
          const done = addTo(active, element, deadlineAfter(milliseconds));
          if (done !== undefined) return done;
        }
      }),
    delete: (element) =>
      inActive((active) => {
        const e = placed(element);
        let found = false;
        for (let slots = findSlots(memory, active, e); slots.length > 0; slots = findSlots(memory, active, e))
          for (const slot of slots) if (renewSlot(memory, active, e, slot, LIVE_FREE)) found = true;
        return found;
      }),
    has: (element) => findSlots(memory, activeTable(memory), placed(element)).length > 0,
    covers: (element) =>
      prefixesOf(element, shape.prefixes ? shape.bits : undefined).some((prefix) => table.has(prefix)),
    *entries() {
      const active = activeTable(memory);
      const now = process.hrtime.bigint();
      const tick = now >> LIVE_TICK_SHIFT;
      for (let i = 0; i < shape.buckets; i++) {
        const bucket = bucketWord(memory, active, i);
        for (let slot = 0; slot < LIVE_SLOTS; slot++) {
          const tag = Atomics.load(words, tagWord(bucket, slot));
          const deadline = deadlineOf(tag);
          if (!lasts(deadline, tick)) continue;
          const element = elementAt(memory, bucket, slot, tag);
          const isForever = deadline === LIVE_FOREVER;
          const remaining = isForever ? undefined : Number((deadline << LIVE_TICK_SHIFT) - now) / 1e6;
          if (Atomics.load(words, tagWord(bucket, slot)) === tag) yield { element, remaining };
        }
      }
    },
    replace(entries) {
      function* elements(): Generator<FilledElement> {
        for (const { element, remaining } of entries)
          yield { element: packElement(element, shape), deadline: Number(deadlineAfter(remaining)) };
      }
      return turnTo(elements());
    },
    replaceRecords(records, milliseconds) {
      // A copy, as it may begin anywhere in its buffer.
      const numbers = new Uint32Array(Uint8Array.from(records).buffer);
      const deadline = Number(deadlineAfter(milliseconds));
      function* elements(): Generator<FilledElement> {
        for (let at = 0; at < numbers.length; at += LIVE_ELEMENT_BYTES / 4)
          yield { element: packRecord(numbers, at, shape), deadline };
      }
      return turnTo(elements());
    },
    count() {
      const active = activeTable(memory);
      const now = tickNow();
      let count = 0;
      for (let i = 0; i < shape.buckets; i++) {
        const bucket = bucketWord(memory, active, i);
        for (let slot = 0; slot < LIVE_SLOTS; slot++)
          if (lasts(BigInt(memory.halves[2 * tagWord(bucket, slot) + 1]!), now)) count++;
      }
      return count;
    },
    refused: () => Atomics.load(words, LIVE_HEADER.refused / 8),
    close,
  };
  return table;
}

/** The element itself, and every prefix around it. */
function prefixesOf(element: LiveElement, bits: number | undefined): readonly LiveElement[] {
  if (bits === undefined) return [element];
  const [value] = element.values;
  return Array.from({ length: element.length + 1 }, (_, length) => ({
    values: [value! & (maxOf(bits) ^ maxOf(bits - length))],
    length,
  }));
}

function elementAt({ halves, shape }: LiveMemory, bucket: number, slot: number, tag: bigint): LiveElement {
  const at = 2 * (bucket + LIVE_BUCKET.word + slot);
  const key = 2 * keyWord(bucket, slot);
  const detail = Number(tag & 0xffff_ff00n);
  return unpackElement(
    {
      wordHi: halves[at + 1]!,
      wordLo: halves[at]!,
      key: shape.wide ? [halves[key + 1]!, halves[key]!, halves[key + 3]!, halves[key + 2]!] : [0, 0, 0, 0],
      detail,
    },
    shape,
  );
}
