import { CARRIED, CARRIED_MAP } from "../manifest/index.js";
import { lookup, mapInfo, updateAll } from "./sys/bpf.js";

/** Where a counter goes on from. */
export interface CarriedCount {
  /** What was counted before the program that this one replaced. */
  readonly packets: bigint;
  readonly bytes: bigint;
  /** The slot in the counters of the program that was replaced; undefined when it had none. */
  readonly from: number | undefined;
}

/** What a program has taken over from the one that it replaced: struct carried of templates/include/xdpgen/counters.h. */
export interface Carried {
  /** One for each slot. */
  readonly counts: readonly CarriedCount[];
  /** The id of the counters map of the program that was replaced; 0 when there was none. */
  readonly predecessor: number;
}

const NOTHING: CarriedCount = { packets: 0n, bytes: 0n, from: undefined };

/** A program that has taken over nothing. */
export const NOTHING_CARRIED: Carried = { counts: [], predecessor: 0 };

/** What a slot goes on from. */
export const carriedOf = ({ counts }: Carried, slot: number): CarriedCount => counts[slot] ?? NOTHING;

/** Writes it into the map of a program that is not attached yet. */
export function writeCarried(fd: number, { counts, predecessor }: Carried): void {
  const entries = counts.length + 1;
  const keys = Buffer.alloc(4 * entries);
  const values = Buffer.alloc(CARRIED.bytes * entries);
  for (const [slot, { packets, bytes, from }] of counts.entries()) {
    const at = CARRIED.bytes * slot;
    values.writeBigUInt64LE(packets, at + CARRIED.packets);
    values.writeBigUInt64LE(bytes, at + CARRIED.bytesCounted);
    values.writeUInt32LE(from === undefined ? 0 : from + 1, at + CARRIED.from);
  }
  values.writeBigUInt64LE(BigInt(predecessor), CARRIED.bytes * counts.length + CARRIED.packets);
  for (let slot = 0; slot < entries; slot++) keys.writeUInt32LE(slot, 4 * slot);
  updateAll(fd, keys, values, entries);
}

/** enum bpf_map_type of linux/bpf.h. */
const MAP_TYPE_ARRAY = 2;

/** Reads it; undefined when the map is no such one: it may be anybody's. */
export function readCarried(fd: number): Carried | undefined {
  const { type, name, keyBytes, valueBytes, maxEntries } = mapInfo(fd);
  if (type !== MAP_TYPE_ARRAY || name !== CARRIED_MAP || keyBytes !== 4 || valueBytes !== CARRIED.bytes)
    return undefined;
  const value = Buffer.alloc(CARRIED.bytes);
  const counts: CarriedCount[] = [];
  for (let slot = 0; slot < maxEntries - 1; slot++) {
    lookup(fd, slot, value);
    const from = value.readUInt32LE(CARRIED.from);
    counts.push({
      packets: value.readBigUInt64LE(CARRIED.packets),
      bytes: value.readBigUInt64LE(CARRIED.bytesCounted),
      from: from === 0 ? undefined : from - 1,
    });
  }
  lookup(fd, maxEntries - 1, value);
  return { counts, predecessor: Number(value.readBigUInt64LE(CARRIED.packets)) };
}
