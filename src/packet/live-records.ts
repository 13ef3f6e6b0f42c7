import { hasPrefixes, LIVE_TYPES, liveBits, type LiveElement, type LiveSetType } from "./live-sets.js";

/**
 * Many elements of a live set: numbers of 32 bits, RECORD_LANES for each. This is how they stand in an object, too
 * (manifest/live-set-layout.ts), and an object for each of a million would cost more than all that is done with it.
 */
export interface LiveRecords {
  /** The lowest 32 bits of the value first, then three more; the length of the prefix; of a wide pair the second value. */
  lanes: Uint32Array;
  /** How many elements there are. */
  length: number;
}

/** Where the parts of a record are, and how many lanes it has. */
export const RECORD = { value: 0, length: 4, second: 5 } as const;
export const RECORD_LANES = 6;

/** No elements, with room for some. */
export const createLiveRecords = (room = 16): LiveRecords => ({
  lanes: new Uint32Array(room * RECORD_LANES),
  length: 0,
});

/** Adds a record of zeros and returns the place of its first lane. */
export function addRecord(records: LiveRecords): number {
  const at = records.length * RECORD_LANES;
  if (at === records.lanes.length) {
    const larger = new Uint32Array(2 * Math.max(at, RECORD_LANES));
    larger.set(records.lanes);
    records.lanes = larger;
  }
  records.length++;
  return at;
}

/** Adds an element. Of a pair of at most 64 bits the value is both, one after the other. */
export function addElement(records: LiveRecords, { values, length }: LiveElement, type: LiveSetType): void {
  const at = addRecord(records);
  const { lanes } = records;
  const [first, second] = values as [bigint, bigint?];
  const isJoined = second !== undefined && liveBits(type) <= 64;
  let rest = isJoined ? (first << BigInt(LIVE_TYPES[type[1]!].bits)) | second : first;
  for (let lane = 0; rest > 0n; lane++, rest >>= 32n)
    lanes[at + RECORD.value + lane] = Number(rest & 0xffff_ffffn);
  lanes[at + RECORD.length] = length;
  if (second !== undefined && !isJoined) lanes[at + RECORD.second] = Number(second);
}

/** The element that begins at a lane. */
export function elementAt(lanes: Uint32Array, at: number, type: LiveSetType): LiveElement {
  let value = 0n;
  for (let lane = 3; lane >= 0; lane--) value = (value << 32n) | BigInt(lanes[at + RECORD.value + lane]!);
  const bits = liveBits(type);
  if (hasPrefixes(type)) return { values: [value], length: lanes[at + RECORD.length]! };
  if (type.length === 1) return { values: [value], length: bits };
  if (bits > 64) return { values: [value, BigInt(lanes[at + RECORD.second]!)], length: bits };
  const split = BigInt(LIVE_TYPES[type[1]].bits);
  return { values: [value >> split, value & ((1n << split) - 1n)], length: bits };
}

/** These elements as records. */
export function recordsOf(elements: Iterable<LiveElement>, type: LiveSetType): LiveRecords {
  const records = createLiveRecords();
  for (const element of elements) addElement(records, element, type);
  return records;
}
