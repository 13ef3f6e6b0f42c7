import { hasPrefixes, liveBits, type LiveSetType } from "../packet/index.js";

/*
 * How a live set lies in its map: templates/include/xdpgen/live-set.h says what each part means and how it is changed. All
 * numbers are little-endian, as on every processor that xdpgen runs on.
 */

/** Slots of a bucket, and the buckets that an element may lie in, of which the last ones are in the stash. */
export const LIVE_SLOTS = 7;
export const LIVE_TRIES = 6;
export const LIVE_STASH_TRIES = 2;

/** 64-bit words of a value of the map; a set is wide when its elements have more than 64 bits. */
export const LIVE_WORDS = { narrow: 16, wide: 32 } as const;

/**
 * Where the parts of a bucket begin, in 64-bit words: struct live_bucket, struct live_wide_bucket. `overflowed` is a deadline in ticks up to
 * which elements that were led here may be in the next bucket, or 1 for ever: it is raised, in all buckets before, whenever an element is put
 * into a later one or gets another deadline there.
 */
export const LIVE_BUCKET = { word: 0, overflowed: 7, tag: 8, key: 16 } as const;

/** Where the parts of the header begin, in bytes: struct live_header. */
export const LIVE_HEADER = { active: 0, seed: 4, count: 8, refused: 24, lengths: 32 } as const;

/** A tick is 2^26 ns of CLOCK_MONOTONIC: 67 ms. Deadlines are 32 bits of them. */
export const LIVE_TICK_SHIFT = 26n;

/** Deadlines that are none. */
export const LIVE_FREE = 0n;
export const LIVE_BUSY = 1n;
export const LIVE_FOREVER = 0xffff_ffffn;

/** So many elements a bucket are reckoned with: then hardly any bucket in ten overflows. */
const ELEMENTS_PER_BUCKET = 4.2;

/**
 * Of a set that is as full as it may be, an element in 30,000 finds its first four buckets full and goes to the stash, which has a bucket
 * for 4,096 others: a seventh of a slot in use, so that hardly one in 10^9 finds no room there either.
 */
const BUCKETS_PER_STASH_BUCKET = 4096;
const SMALLEST_STASH = 2;

/** From so many elements on, lengths of prefixes are kept for each of 2^16 rows, and not once for all addresses. */
const ROWS_FROM = 4096;

/** Rows: of IPv4 one a /16, a word each; of IPv6 what the upper 32 bits hash to, two words each (lengths 1 to 64, 65 to 128). */
export const LIVE_ROWS = 65536;

/** The measures of a set's map. */
export interface LiveLayout {
  readonly wide: boolean;
  /** Bytes of a value. */
  readonly valueBytes: number;
  /** Buckets of one table. */
  readonly buckets: number;
  /** How many of them, the last ones, are the stash: they take what the others have no room for. */
  readonly stash: number;
  /** 64-bit words of a row of lengths; 0 when the header alone has the lengths, or elements are no prefixes. */
  readonly rowWords: 0 | 1 | 2;
  /** Values that the rows of one table take. */
  readonly rows: number;
  /** All values of the map: header, rows and buckets of both tables. */
  readonly values: number;
}

/** The measures of a set of this type and capacity. */
export function liveLayout(type: LiveSetType, capacity: number): LiveLayout {
  const bits = liveBits(type);
  const wide = bits > 64;
  const valueBytes = 8 * (wide ? LIVE_WORDS.wide : LIVE_WORDS.narrow);
  const most = Math.max(1, Math.ceil(capacity / ELEMENTS_PER_BUCKET));
  const stash = SMALLEST_STASH + Math.ceil(most / BUCKETS_PER_STASH_BUCKET);
  const buckets = most + stash;
  const rowWords = !hasPrefixes(type) || capacity < ROWS_FROM ? 0 : bits > 32 ? 2 : 1;
  const rows = (LIVE_ROWS * rowWords * 8) / valueBytes;
  return { wide, valueBytes, buckets, stash, rowWords, rows, values: 1 + 2 * rows + 2 * buckets };
}

/** Kernel memory of a set's map, in bytes. */
export function liveSetBytes(type: LiveSetType, capacity: number): number {
  const { values, valueBytes } = liveLayout(type, capacity);
  return values * valueBytes;
}

/** The section of the object that has a set's first elements: LIVE_ELEMENT_BYTES each. libbpf does not look at it. */
export const elementsSection = (map: string): string => `.xdpgen.${map}`;

/** An element in that section: its value, or both of a pair as one number, as 128 bits with the lower 64 first; a `__u32` of the prefix's length, a `__u32` of the second value of a pair that is wide. */
export const LIVE_ELEMENT_BYTES = 24;
