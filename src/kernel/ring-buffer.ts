import { mapInfo, mapMemory } from "./sys/bpf.js";
import { native } from "./sys/libbpf.js";

/** What a program has written into a ring buffer, read from its memory: no system call, no thread. */
export interface RingReader {
  /** Hands over every record that is there, oldest first. The bytes are the ring's own: `take` copies what it keeps. */
  read(take: (record: Uint8Array<ArrayBuffer>) => void): void;
  /** The ring may not be read any more. */
  close(): void;
}

/** enum bpf_map_type of linux/bpf.h. */
const MAP_TYPE_RINGBUF = 27;

/** What stands before a record: its length, with these bits above it (linux/bpf.h), and a number that only the kernel needs. */
const HEADER = 8;
const BUSY = 0x8000_0000;
const DISCARDED = 0x4000_0000;

/**
 * Opens a ring buffer to read it; undefined when the map is none. Its memory is a page with the reader's position, one with the
 * writer's, and the data twice, one after the other, so that no record is in two pieces (kernel/bpf/ringbuf.c). The descriptor may be
 * closed afterwards. One process at a time can read it.
 */
export function openRing(fd: number): RingReader | undefined {
  const { type, maxEntries: size } = mapInfo(fd);
  if (type !== MAP_TYPE_RINGBUF) return undefined;
  const page = native().getpagesize();
  const ours = mapMemory(fd, page);
  const theirs = mapMemory(fd, page + 2 * size, { from: page, access: "read" });
  const consumed = new BigUint64Array(ours.memory, 0, 1);
  const produced = new BigUint64Array(theirs.memory, 0, 1);
  const headers = new Int32Array(theirs.memory, page);
  return {
    read(take) {
      let at = Atomics.load(consumed, 0);
      const end = Atomics.load(produced, 0);
      while (at < end) {
        const start = Number(at % BigInt(size));
        const header = Atomics.load(headers, start / 4) >>> 0;
        if ((header & BUSY) !== 0) break; // it is being written; those behind it wait
        const length = header & ~(BUSY | DISCARDED);
        // The kernel writes no longer one; to go on behind it would be to read what is no record.
        if (length > size) break;
        if ((header & DISCARDED) === 0) take(new Uint8Array(theirs.memory, page + start + HEADER, length));
        at += BigInt((HEADER + length + 7) & ~7);
        Atomics.store(consumed, 0, at);
      }
    },
    close() {
      ours.unmap();
      theirs.unmap();
    },
  };
}
