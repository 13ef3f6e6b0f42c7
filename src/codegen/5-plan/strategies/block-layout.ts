import { hashNumbers, type HashedNumbers } from "./hashed-numbers.js";
import { pieceLengths, type SearchDepth } from "./search-depth.js";
import { middleOf, startsBlock, startsMiddle, topOf, type WideSegments } from "./wide-segments.js";

/**
 * Blocks in the order of their slots. A segment of a block is a row of values that share their upper 64 bits, or have one label;
 * it is the `slot + flips at or below it`-th of all, since every slot has one segment before any flip. A segment is mixed when there
 * are flips of the lower 64 bits within it: then it consists of stretches, of which the first begins at 0.
 */
export interface BlockLayout {
  readonly hash: HashedNumbers["constants"];
  readonly pilots: Uint8Array;
  /** For each slot, and one more: the number of its block in the upper 32 bits, in the lower how many flips are before it. */
  readonly slots: BigUint64Array;
  /** Bits 32 to 63 of values at which another segment begins. */
  readonly middles: Uint32Array;
  /** For each segment, and one more: how many stretches are before it. */
  readonly lowFirsts: Uint32Array;
  /** The lower 64 bits of where stretches begin. */
  readonly lows: BigUint64Array;
  /** The labels of all segments, or `mixed`; behind them those of stretches. */
  readonly labels: Uint32Array;
  readonly segmentCount: number;
  /** How far the search among the flips of a block goes, and among the stretches of a segment. */
  readonly middleDepth: SearchDepth;
  readonly lowDepth: SearchDepth;
}

/** Lays out the blocks that are looked up one by one, `single`, of which there is at least one; `mixed` is no label of the map. */
export function layOut(
  segments: WideSegments,
  single: Uint32Array,
  otherwise: number,
  mixed: number,
): BlockLayout {
  const { slots: slotOf, slotCount, pilots, constants } = hashNumbers(single);
  const blockAt = new Int32Array(slotCount).fill(-1);
  slotOf.forEach((slot, block) => (blockAt[slot] = block));
  const flipsBefore = flipsBeforeBlocks(segments, single);

  const slots = new Uint32Array(2 * (slotCount + 1));
  const middles = new Uint32Array(2 * segments.count);
  const lowFirsts = new Uint32Array(slotCount + middles.length + 1);
  const lowWords = new Uint32Array(4 * segments.count);
  const labels = new Uint32Array(slotCount + middles.length);
  const lowLabels = new Uint32Array(2 * segments.count);
  const [middleLengths, lowLengths] = [pieceLengths(), pieceLengths()];
  let [middleCount, segmentCount, lowCount] = [0, 0, 0];

  const beginSegment = (label: number) => {
    lowFirsts[segmentCount] = lowCount;
    labels[segmentCount++] = label;
  };
  const beginAt = (middle: number, label: number) => {
    middles[middleCount++] = middle;
    beginSegment(label);
  };
  const beginLow = (label: number) => void (lowLabels[lowCount++] = label);
  /** Adds the flips from `i` on that share their upper 64 bits and do not begin them; returns the next one. */
  const addLows = (i: number, top: number, middle: number): number => {
    const isWithin = () =>
      i < segments.count && topOf(segments, i) === top && middleOf(segments, i) === middle;
    if (!isWithin()) return i;
    const before = lowCount;
    labels[segmentCount - 1] = mixed;
    beginLow(segments.labels[i]!);
    for (; isWithin(); i++) {
      lowWords.set(segments.words.subarray(4 * i, 4 * i + 2), 2 * lowCount);
      beginLow(segments.labels[i + 1]!);
    }
    lowLengths.add(lowCount - before);
    return i;
  };
  const addBlock = (top: number, first: number) => {
    const inBlock = (at: number) => at < segments.count && topOf(segments, at) === top;
    const middlesBefore = middleCount;
    let i = first;
    if (inBlock(i) && startsBlock(segments, i)) i++;
    beginSegment(segments.labels[i]!);
    /** The least middle part at which a segment may still have to begin: after one with flips of lower bits. */
    let pending: number | undefined;
    const settle = (before: number) => {
      if (pending !== undefined && pending < before) beginAt(pending, segments.labels[i]!);
      pending = undefined;
    };
    const lowsOf = (middle: number) => {
      const end = addLows(i, top, middle);
      if (end > i) pending = middle + 1;
      i = end;
    };
    lowsOf(0);
    while (inBlock(i)) {
      const middle = middleOf(segments, i);
      settle(middle);
      if (startsMiddle(segments, i)) i++;
      beginAt(middle, segments.labels[i]!);
      lowsOf(middle);
    }
    settle(2 ** 32);
    middleLengths.add(middleCount - middlesBefore);
  };

  for (let slot = 0; slot < slotCount; slot++) {
    const block = blockAt[slot]!;
    slots[2 * slot] = middleCount;
    // A slot of no block has the number of one that is elsewhere, so no value is taken to be in it.
    slots[2 * slot + 1] = single[Math.max(0, block)]!;
    if (block < 0) beginSegment(otherwise);
    else addBlock(single[block]!, flipsBefore[block]!);
  }
  slots[2 * slotCount] = middleCount;
  lowFirsts[segmentCount] = lowCount;
  return {
    hash: constants,
    pilots,
    slots: new BigUint64Array(slots.buffer),
    middles: middles.subarray(0, middleCount),
    lowFirsts: lowFirsts.subarray(0, segmentCount + 1),
    lows: new BigUint64Array(lowWords.buffer, 0, lowCount),
    labels: joined(labels.subarray(0, segmentCount), lowLabels.subarray(0, lowCount)),
    segmentCount,
    middleDepth: middleLengths.depth(),
    lowDepth: lowLengths.depth(),
  };
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** For each block how many flips are below its first value. */
function flipsBeforeBlocks(segments: WideSegments, single: Uint32Array): Uint32Array {
  const before = new Uint32Array(single.length);
  let i = 0;
  for (let block = 0; block < single.length; block++) {
    while (i < segments.count && topOf(segments, i) < single[block]!) i++;
    before[block] = i;
  }
  return before;
}
