import type { Hashes } from "./hashing.js";

/** How many pilots there are to try for a bucket: they are bytes. */
const PILOTS = 256;

/** As PILOT and SPREAD of hash.h. */
const PILOT = 0x9e3779b9;
const SPREAD = 0x85ebca6b;

/**
 * A perfect hash: every value has a slot of its own. A value's bucket, the upper bits of its first hash, has a pilot, a byte; the
 * pilot and the second hash give the slot. So a lookup is two loads, whatever the number of values.
 */
export interface PerfectHash {
  readonly pilots: Uint8Array;
  /** The slot of every value. */
  readonly slots: Uint32Array;
}

/**
 * Searches the pilots, for buckets of many values first, since these are the hardest to place. Undefined when there is a bucket
 * for which none fits: other hashes, more buckets or more slots may do.
 */
export function findPilots(hashes: Hashes, bucketBits: number, slotBits: number): PerfectHash | undefined {
  const { starts, members } = groupByBucket(hashes.bucket, bucketBits);
  const slotHash = new Uint32Array(members.length);
  for (let i = 0; i < members.length; i++) slotHash[i] = hashes.slot[members[i]!]!;
  const slotShift = 32 - slotBits;
  const pilots = new Uint8Array(2 ** bucketBits);
  const taken = new Uint8Array(2 ** slotBits);
  const slotOfMember = new Uint32Array(members.length);

  for (const bucket of largestFirst(starts)) {
    const start = starts[bucket]!;
    const end = starts[bucket + 1]!;
    let pilot = 0;
    for (; pilot < PILOTS; pilot++) {
      const turn = Math.imul(pilot, PILOT);
      let i = start;
      for (; i < end; i++) {
        const slot = Math.imul(slotHash[i]! ^ turn, SPREAD) >>> slotShift;
        if (taken[slot] !== 0) break;
        taken[slot] = 1;
        slotOfMember[i] = slot;
      }
      if (i === end) break;
      while (i-- > start) taken[slotOfMember[i]!] = 0;
    }
    if (pilot === PILOTS) return undefined;
    pilots[bucket] = pilot;
  }
  const slots = new Uint32Array(members.length);
  for (let i = 0; i < members.length; i++) slots[members[i]!] = slotOfMember[i]!;
  return { pilots, slots };
}

/** Where the members of each bucket start, and all members, bucket after bucket. */
function groupByBucket(hashes: Uint32Array, bucketBits: number) {
  const shift = 32 - bucketBits;
  const starts = new Uint32Array(2 ** bucketBits + 1);
  for (const hash of hashes) starts[(hash >>> shift) + 1]!++;
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const next = starts.slice();
  const members = new Uint32Array(hashes.length);
  for (let i = 0; i < hashes.length; i++) members[next[hashes[i]! >>> shift]!++] = i;
  return { starts, members };
}

/** The buckets that have members, those with the most first. */
function largestFirst(starts: Uint32Array): Uint32Array {
  const buckets = starts.length - 1;
  let most = 0;
  for (let b = 0; b < buckets; b++) most = Math.max(most, starts[b + 1]! - starts[b]!);
  // How many buckets have so many members; then where those with so many start.
  const at = new Uint32Array(most + 2);
  for (let b = 0; b < buckets; b++) at[most - (starts[b + 1]! - starts[b]!) + 1]!++;
  for (let size = 1; size < at.length; size++) at[size]! += at[size - 1]!;
  const filled = at[most]!;
  const order = new Uint32Array(buckets);
  for (let b = 0; b < buckets; b++) order[at[most - (starts[b + 1]! - starts[b]!)]!++] = b;
  return order.subarray(0, filled);
}
