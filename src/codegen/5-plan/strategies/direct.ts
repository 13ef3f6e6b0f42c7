import { greatestLabel, labelArray } from "../label-array.js";
import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import { onlyLabel, type NarrowMap, type ValueMap } from "../value-map.js";
import type { BuiltLookup, Estimate, Strategy } from "./strategy.js";

/** Fields of more bits have too many values for an element each. */
const MOST_BITS = 16;

/** Instructions of the function, with a bitmap and with labels. */
const BIT_INSTRUCTIONS = 12;
const LABEL_INSTRUCTIONS = 5;

/** A table with an element for every value of the field: a bit when there is one label, otherwise the label. */
export const direct = {
  name: "direct",
  title: "direct table",
  estimate(map: ValueMap): Estimate | undefined {
    if (map.kind === "wide" || map.bits > MOST_BITS) return undefined;
    const bitmap = onlyLabel(map) !== undefined;
    const memory = bitmap ? 8 * wordsOf(map) : labelsOf(map).elements.byteLength;
    const instructions = bitmap ? BIT_INSTRUCTIONS : LABEL_INSTRUCTIONS;
    const time = instructions * INSTRUCTION_COST + loadCost(memory);
    return { memory, hit: time, miss: time, instructions };
  },
  build(map: ValueMap, name: string): BuiltLookup {
    if (map.kind === "wide") throw new Error("there is no estimate for a wide map");
    const mask = 2 ** map.bits - 1;
    const label = onlyLabel(map);
    if (label !== undefined) {
      const symbol = `${name}_bits`;
      return {
        tables: [{ symbol, elements: bitsOf(map), bounded: true }],
        constants: { bitmap: [{ table: symbol, mask, label, otherwise: map.otherwise }], labels: [] },
      };
    }
    const symbol = `${name}_labels`;
    const { elements, base } = labelsOf(map);
    return {
      tables: [{ symbol, elements, bounded: true }],
      constants: { bitmap: [], labels: [{ table: symbol, mask, base }] },
    };
  },
} satisfies Strategy;

const wordsOf = ({ bits }: NarrowMap): number => Math.max(1, 2 ** bits / 64);

/** A bit for every value, 64 of them an element. */
function bitsOf(map: NarrowMap): BigUint64Array {
  const bytes = new Uint8Array(8 * wordsOf(map));
  map.firsts.forEach((first, i) => {
    for (let value = first; value <= map.lasts[i]!; value++) bytes[value >>> 3]! |= 1 << (value & 7);
  });
  return new BigUint64Array(bytes.buffer);
}

/**
 * The label of every value, less `base` (modulo 2^32): when `otherwise` is a number far above all labels, the others are counted from
 * it, so that elements need not be as long as it is.
 */
function labelsOf(map: NarrowMap): {
  readonly elements: ReturnType<typeof labelArray>;
  readonly base: number;
} {
  const { otherwise, labels, firsts, lasts, bits } = map;
  const fromZero = Math.max(greatestLabel(map), otherwise);
  let fromOtherwise = 0;
  for (const label of labels) fromOtherwise = Math.max(fromOtherwise, (label - otherwise) >>> 0);
  const base = fromOtherwise < fromZero ? otherwise : 0;
  const elements = labelArray(2 ** bits, Math.min(fromOtherwise, fromZero));
  elements.fill(otherwise - base);
  for (let i = 0; i < firsts.length; i++) elements.fill((labels[i]! - base) >>> 0, firsts[i], lasts[i]! + 1);
  return { elements, base };
}
