import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import { onlyLabel, type ValueMap } from "../value-map.js";
import { hashNumbers, hashShape } from "./hashed-numbers.js";
import { leafPatterns, setBits } from "./leaf-patterns.js";
import { bytesFor, packed } from "./packed.js";
import { segmentsOf } from "./segments.js";
import type { Estimate, Strategy } from "./strategy.js";

/** What is known of a /24, in two bits: all its addresses are outside, all are inside, or a leaf says it of each. */
const INSIDE = 1;
const MIXED = 2;

/** Two bits for each of 2^24 blocks, in elements of 32 bits: one section of the object. */
const BLOCKS_PER_ELEMENT = 16;
const FIRST_LEVEL = 2 ** 24 / BLOCKS_PER_ELEMENT;
const FIRST_LEVEL_BYTES = 4 * FIRST_LEVEL;
/** An element whose blocks are all inside. */
const ALL_INSIDE = 0x55555555;

const PATTERN_BYTES = 32;

/** Instructions of the whole function. */
const INSTRUCTIONS = 34;

/**
 * Two bits for each /24, and a perfect hash of those that are mixed to the pattern of their 256 addresses. The leaf is looked up for
 * every value: a branch around it saves 4 ns when next to all packets are the same kind, and costs as much when they are not.
 */
export const prefixBitmap = {
  name: "prefix-bitmap",
  title: "bitmap of /24s",
  estimate(map: ValueMap): Estimate | undefined {
    if (map.kind === "wide" || map.bits !== 32 || onlyLabel(map) === undefined) return undefined;
    const { mixed, patterns } = countLeaves(segmentsOf(map).flips);
    const { pilots, slots } = hashShape(mixed);
    const leaves = pilots + slots * bytesFor(patterns);
    const patternBytes = Math.max(1, patterns) * PATTERN_BYTES;
    const loads = [FIRST_LEVEL_BYTES, pilots, leaves, patternBytes].map(loadCost);
    const time = loads.reduce((sum, load) => sum + load, INSTRUCTIONS * INSTRUCTION_COST);
    return {
      memory: FIRST_LEVEL_BYTES + leaves + patternBytes,
      hit: time,
      miss: time,
      instructions: INSTRUCTIONS,
    };
  },
  build(map: ValueMap, name: string) {
    if (map.kind === "wide") throw new Error("there is no estimate for a wide map");
    const { flips, labels } = segmentsOf(map);
    const label = onlyLabel(map)!;
    const { blocks, mixed, patternOf, patterns } = paint(flips, labels[0] === label);
    const { pilots, slots, slotCount, constants } = hashNumbers(mixed);
    const leaves = new Uint32Array(slotCount);
    slots.forEach((slot, i) => (leaves[slot] = patternOf[i]!));
    return {
      tables: [
        { symbol: `${name}_blocks`, elements: blocks, bounded: true },
        { symbol: `${name}_pilots`, elements: pilots, bounded: true },
        { symbol: `${name}_leaves`, elements: packed(leaves), bounded: false },
        { symbol: `${name}_patterns`, elements: patterns, bounded: false },
      ],
      constants: { ...constants, label, otherwise: map.otherwise },
    };
  },
} satisfies Strategy;

/** How many /24s are mixed, and how many patterns these have at most. */
function countLeaves(flips: Uint32Array): { readonly mixed: number; readonly patterns: number } {
  // Patterns of one or two flips: where these are, and whether what is before them is inside. Any others are taken to be different.
  const seen = new Uint8Array(2 ** 17);
  let [mixed, patterns] = [0, 0];
  for (let start = 0; start < flips.length;) {
    const block = flips[start]! >>> 8;
    let end = start;
    while (end < flips.length && flips[end]! >>> 8 === block) end++;
    const count = end - start;
    const [first, last] = [flips[start]! & 0xff, flips[end - 1]! & 0xff];
    start = end;
    if (last === 0) continue;
    mixed++;
    const shape = ((end & 1) << 16) | (first << 8) | (count === 1 ? 0 : last);
    if (count > 2 || seen[shape] === 0) patterns++;
    if (count <= 2) seen[shape] = 1;
  }
  return { mixed, patterns };
}

/** The first level, and the mixed blocks with the numbers of their patterns. */
function paint(flips: Uint32Array, insideAtFirst: boolean) {
  const blocks = new Uint32Array(FIRST_LEVEL);
  const mixed = new Uint32Array(flips.length);
  const patternOf = new Uint32Array(flips.length);
  const leaves = leafPatterns(flips.length);
  let count = 0;
  let open: number | undefined;
  const close = () => {
    if (open === undefined) return;
    blocks[open >>> 4]! |= MIXED << (2 * (open & 15));
    mixed[count] = open;
    patternOf[count++] = leaves.file();
    open = undefined;
  };
  const paintLeaf = (block: number, first: number, last: number) => {
    if (block !== open) close();
    open = block;
    setBits(leaves.scratch, first, last);
  };
  const paintInterval = (first: number, last: number) => {
    const [start, end] = [first & 0xff, last & 0xff];
    const [from, to] = [first >>> 8, last >>> 8];
    if (from === to && (start !== 0 || end !== 0xff)) return paintLeaf(from, start, end);
    if (start !== 0) paintLeaf(from, start, 0xff);
    setInside(blocks, start === 0 ? from : from + 1, end === 0xff ? to : to - 1);
    if (end !== 0xff) paintLeaf(to, 0, end);
  };
  let i = insideAtFirst ? -1 : 0;
  for (; i < flips.length; i += 2)
    paintInterval(i < 0 ? 0 : flips[i]!, i + 1 < flips.length ? flips[i + 1]! - 1 : 0xffffffff);
  close();
  return { blocks, mixed: mixed.subarray(0, count), patternOf, patterns: leaves.words() };
}

/** Marks the blocks `first` to `last` as inside; none when `last` is below `first`. */
function setInside(blocks: Uint32Array, first: number, last: number): void {
  let block = first;
  for (; block <= last && block % BLOCKS_PER_ELEMENT !== 0; block++) mark(blocks, block);
  const whole = Math.floor((last + 1) / BLOCKS_PER_ELEMENT);
  if (block <= last && block / BLOCKS_PER_ELEMENT < whole) {
    blocks.fill(ALL_INSIDE, block / BLOCKS_PER_ELEMENT, whole);
    block = whole * BLOCKS_PER_ELEMENT;
  }
  for (; block <= last; block++) mark(blocks, block);
}

function mark(blocks: Uint32Array, block: number): void {
  blocks[block >>> 4]! |= INSIDE << (2 * (block & 15));
}
