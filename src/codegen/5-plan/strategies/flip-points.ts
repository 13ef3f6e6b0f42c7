import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import { onlyLabel, type NarrowMap, type ValueMap } from "../value-map.js";
import { bytesFor, labelBytes, packed, packLabels } from "./packed.js";
import { pieceLengths, type SearchDepth } from "./search-depth.js";
import { segmentsOf } from "./segments.js";
import type { Estimate, Strategy } from "./strategy.js";

/** A field of fewer bits has one element for each value. */
const FEWEST_BITS = 17;

/** How many low bits may be left to search; the first level has the others as its index. */
const LOW_BITS = [24, 20, 16, 14, 13] as const;

/** Every step of a search waits for the one before, so that it takes longer than its instructions and loads by themselves. */
const WAITING = 1.65;

/** Instructions of one step of the search, and of all that stands around it. */
const STEP = 12;
const AROUND = 24;

/**
 * The values at which the label changes, sorted. The upper bits of a value say where those begin that share them; a search
 * among their low bits counts the changes at or below the value. With one label, an odd count is inside or outside.
 */
export const flipPoints = {
  name: "flip-points",
  title: "sorted flip points",
  estimate(map: ValueMap): Estimate | undefined {
    if (map.kind === "wide" || map.bits < FEWEST_BITS) return undefined;
    const { flips, labels } = segmentsOf(map);
    const layout = layoutOf(flips, map.bits);
    const labelMemory = onlyLabel(map) === undefined ? labels.length * labelBytes(labels, map.otherwise) : 0;
    const memory = layout.memory + labelMemory;
    const labelTime = labelMemory === 0 ? 0 : loadCost(memory);
    return {
      memory,
      hit: WAITING * layout.searchTime + labelTime,
      miss: WAITING * layout.missTime + labelTime,
      instructions: AROUND + STEP * layout.depth.steps,
    };
  },
  build(map: ValueMap, name: string) {
    if (map.kind === "wide") throw new Error("there is no estimate for a wide map");
    const { flips, labels } = segmentsOf(map);
    const { lowBits, depth } = layoutOf(flips, map.bits);
    const mask = 2 ** lowBits - 1;
    const firsts = firstsOf(flips, map.bits, lowBits);
    // The program has room for one element at least, also when nothing is searched.
    const lows = flips.length === 0 ? Uint32Array.of(0) : flips.map((flip) => flip & mask);
    const search = [
      { symbol: `${name}_firsts`, elements: packed(firsts, flips.length), bounded: false },
      { symbol: `${name}_lows`, elements: packed(lows, mask), bounded: false },
    ];
    const constants = { shift: lowBits, mask, ...depth };
    const label = onlyLabel(map);
    if (label !== undefined)
      return { tables: search, constants: { ...constants, ...parity(map, label, labels) } };
    const { elements, base } = packLabels(labels, map.otherwise);
    const symbol = `${name}_labels`;
    return {
      tables: [...search, { symbol, elements, bounded: false }],
      constants: { ...constants, one: [], several: [{ labels: symbol, base }] },
    };
  },
} satisfies Strategy;

/** With one label, whether the values below the first flip are inside, and with them all of an even count. */
function parity({ otherwise }: NarrowMap, label: number, labels: Uint32Array) {
  return { one: [{ inside: labels[0] === label ? 1 : 0, label, otherwise }], several: [] };
}

interface Layout {
  readonly lowBits: number;
  readonly depth: SearchDepth;
  readonly memory: number;
  /** Nanoseconds for a value near flips, and for a value anywhere. */
  readonly searchTime: number;
  readonly missTime: number;
}

/** The layout whose search takes the least time. */
function layoutOf(flips: Uint32Array, bits: number): Layout {
  return LOW_BITS.filter((lowBits) => lowBits < bits)
    .map((lowBits) => judge(flips, bits, lowBits))
    .reduce((best, other) => (other.searchTime < best.searchTime ? other : best));
}

function judge(flips: Uint32Array, bits: number, lowBits: number): Layout {
  const { depth, filled } = bucketsOf(flips, lowBits);
  const buckets = 2 ** (bits - lowBits);
  const memory = (buckets + 1) * bytesFor(flips.length) + flips.length * bytesFor(2 ** lowBits - 1);
  const load = loadCost(memory);
  const around = AROUND * INSTRUCTION_COST + load;
  const searchTime = around + load + depth.usual * STEP * INSTRUCTION_COST;
  return {
    lowBits,
    depth,
    memory,
    searchTime,
    missTime: around + (filled / buckets) * (searchTime - around),
  };
}

/** How far a search goes, and how many buckets have any flips. */
function bucketsOf(flips: Uint32Array, lowBits: number) {
  const lengths = pieceLengths();
  let filled = 0;
  for (let start = 0; start < flips.length; filled++) {
    const bucket = flips[start]! >>> lowBits;
    let end = start;
    while (end < flips.length && flips[end]! >>> lowBits === bucket) end++;
    lengths.add(end - start);
    start = end;
  }
  return { depth: lengths.depth(), filled };
}

/** For each bucket, and one more, how many flips lie in the buckets before it. */
function firstsOf(flips: Uint32Array, bits: number, lowBits: number): Uint32Array {
  const firsts = new Uint32Array(2 ** (bits - lowBits) + 1);
  for (const flip of flips) firsts[(flip >>> lowBits) + 1]!++;
  for (let i = 1; i < firsts.length; i++) firsts[i]! += firsts[i - 1]!;
  return firsts;
}
