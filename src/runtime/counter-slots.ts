import { NOTHING_CARRIED, carriedOf, readCarried, type Carried } from "../kernel/carried.js";
import { lookup, mapInfo, openMap } from "../kernel/sys/bpf.js";
import { check } from "../kernel/sys/errno.js";
import { native } from "../kernel/sys/libbpf.js";
import { COUNTER_BYTES } from "../manifest/index.js";

/** What was counted, over all processors; of a program that replaced another one, with what that had counted of the same rule. */
export interface Count {
  readonly packets: bigint;
  /** Bytes of the frames, Ethernet headers included. */
  readonly bytes: bigint;
}

/** Nothing counted. */
export const NO_COUNT: Count = { packets: 0n, bytes: 0n };

/** The sum of two counts. */
export const addCounts = (a: Count, b: Count): Count => ({
  packets: a.packets + b.packets,
  bytes: a.bytes + b.bytes,
});

/** The counters of a program by their slots, open. */
export interface CounterSlots {
  /** What the slot's counter says: what was carried over, what its predecessor counted, and what it counted itself. */
  read(slot: number): Count;
  /** The first two of them: they do not change any more a grace period after the predecessor was replaced. */
  readBefore(slot: number): Count;
  close(): void;
}

/** Descriptors of the maps that a program's counters are in. They stay whose they are. */
export interface CounterMaps {
  readonly own: number;
  readonly carried: number | undefined;
}

/** enum bpf_map_type of linux/bpf.h. */
const MAP_TYPE_PERCPU_ARRAY = 6;

/** How many slots a map has when it has the form of our counters, else undefined: the kernel would write a longer value past our buffer. */
export function slotsOf(fd: number): number | undefined {
  const { type, keyBytes, valueBytes, maxEntries } = mapInfo(fd);
  const isOurs = type === MAP_TYPE_PERCPU_ARRAY && keyBytes === 4 && valueBytes === COUNTER_BYTES;
  return isOurs ? maxEntries : undefined;
}

/** Opens counters; the map `own` has the form of ours. `mapIds`: the program's maps, of which one can be its predecessor's counters. */
export function openSlots({ own, carried: map }: CounterMaps, mapIds: readonly number[]): CounterSlots {
  const carried: Carried = (map === undefined ? undefined : readCarried(map)) ?? NOTHING_CARRIED;
  // Ids are given again: only what the program itself holds is its predecessor's.
  const predecessor = mapIds.includes(carried.predecessor) ? openMap(carried.predecessor) : undefined;
  const before = predecessor === undefined ? 0 : (slotsOf(predecessor) ?? 0);
  const cpus = check("libbpf_num_possible_cpus", native().libbpf_num_possible_cpus());
  const value = Buffer.alloc(COUNTER_BYTES * cpus);
  const readBefore = (slot: number): Count => {
    const { from, ...count } = carriedOf(carried, slot);
    return from === undefined || predecessor === undefined || from >= before
      ? count
      : addCounts(count, readSlot(predecessor, from, value));
  };
  return {
    read: (slot) => addCounts(readBefore(slot), readSlot(own, slot, value)),
    readBefore,
    close: () => void (predecessor === undefined || native().close(predecessor)),
  };
}

function readSlot(fd: number, slot: number, value: Buffer): Count {
  lookup(fd, slot, value);
  let [packets, bytes] = [0n, 0n];
  for (let at = 0; at < value.length; at += COUNTER_BYTES) {
    packets += value.readBigUInt64LE(at);
    bytes += value.readBigUInt64LE(at + 8);
  }
  return { packets, bytes };
}
