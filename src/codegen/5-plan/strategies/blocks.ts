import { startsBlock, topOf, type WideSegments } from "./wide-segments.js";

/** A row of blocks that all have one label. */
export interface Run {
  readonly first: number;
  readonly last: number;
  readonly label: number;
}

/**
 * The blocks of a field of more than 32 bits, a block being the values that share their upper 32 bits (a /32 of IPv6), by these bits.
 * Blocks that are in neither have the label of no interval.
 */
export interface Blocks {
  /** Blocks that are looked up one by one: all that have several labels, and those of short runs. Sorted. */
  readonly single: Uint32Array;
  /** Longer runs, sorted. */
  readonly runs: readonly Run[];
}

/** Runs of at most so many blocks are looked up block by block, if that does not make too many. */
const SHORT_RUNS = [8, 4, 2, 1] as const;

const HIGHEST = 0xffffffff;

/** Sorts blocks into those that are looked up one by one, and others. */
export function blocksOf(segments: WideSegments, otherwise: number): Blocks {
  const mixed: number[] = [];
  const runs: Run[] = [];
  for (let i = -1; i < segments.count; i++) {
    const inside = i >= 0 && !startsBlock(segments, i);
    const top = i < 0 ? 0 : topOf(segments, i);
    if (inside && mixed.at(-1) !== top) mixed.push(top);
    const first = inside ? top + 1 : top;
    const last = i + 1 < segments.count ? topOf(segments, i + 1) - 1 : HIGHEST;
    const label = segments.labels[i + 1]!;
    if (first <= last && label !== otherwise) runs.push({ first, last, label });
  }
  const lengths = runs.map((run) => run.last - run.first + 1);
  const most = 2 * segments.count - mixed.length;
  const limit = SHORT_RUNS.find((short) => sum(lengths.filter((length) => length <= short)) <= most) ?? 0;
  const single = [...mixed];
  runs.forEach(({ first }, i) => {
    if (lengths[i]! <= limit) for (let k = 0; k < lengths[i]!; k++) single.push(first + k);
  });
  return { single: Uint32Array.from(single).sort(), runs: runs.filter((_, i) => lengths[i]! > limit) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
