import { countExact, exactValues, type ExactValues } from "../exact-values.js";
import { hashesOf, multipliersFor, type Multipliers, type ValueWords } from "../hashing.js";
import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import { findPilots, type PerfectHash } from "../pilots.js";
import { labelPlace, slotAnswer, slotTableBytes, slotTables, type LabelPlace } from "../slot-tables.js";
import type { ValueMap } from "../value-map.js";
import type { BuiltLookup, Estimate, Strategy } from "./strategy.js";

/** So full a table may be; 1,000,000 values just fit 2^20 slots, which for addresses are one section of the object. */
const FULLEST = 0.96;

/** In a table that is at most so full there is one bucket for 2^slots slots: the fuller, the fewer values a bucket may have. */
const BUCKETS = [
  { load: 0.7, slots: 2 },
  { load: 0.88, slots: 1 },
  { load: FULLEST, slots: 0 },
] as const;

/** Other hash functions are tried so often before there are twice as many slots, and so often those are doubled. */
const ATTEMPTS = 6;
const DOUBLINGS = 4;

/** How many buckets and slots there are, as powers of two. */
interface Shape {
  readonly bucketBits: number;
  readonly slotBits: number;
}

function shapeFor(count: number, doublings = 0): Shape {
  const slotBits = Math.max(3, Math.ceil(Math.log2(count / FULLEST))) + doublings;
  const load = count / 2 ** slotBits;
  return { slotBits, bucketBits: slotBits - BUCKETS.find((row) => load <= row.load)!.slots };
}

const widthOf = ({ kind, bits }: ValueMap): ValueWords["width"] =>
  kind === "narrow" ? 1 : bits > 64 ? 4 : 2;

/** Instructions of the function by the words of a value, and for labels that differ. */
const INSTRUCTIONS = { 1: 20, 2: 26, 4: 41 } as const satisfies Record<ValueWords["width"], number>;
const LABEL_INSTRUCTIONS = { constant: 0, paired: 5, beside: 6 } as const satisfies Record<
  LabelPlace,
  number
>;

/** Every value has a slot of its own: two loads and one comparison, whatever their number. */
export const perfectHash = {
  name: "perfect-hash",
  title: "perfect hash",
  estimate(map: ValueMap): Estimate | undefined {
    const count = countExact(map);
    if (count === undefined) return undefined;
    const { bucketBits, slotBits } = shapeFor(count);
    const pilots = 2 ** bucketBits;
    const memory = pilots + slotTableBytes(map, 2 ** slotBits);
    const instructions = INSTRUCTIONS[widthOf(map)] + LABEL_INSTRUCTIONS[labelPlace(map, 2 ** slotBits)];
    // A label beside is loaded at the same time as the key.
    const time = instructions * INSTRUCTION_COST + loadCost(pilots) + loadCost(memory);
    return { memory, hit: time, miss: time, instructions };
  },
  build(map: ValueMap, name: string): BuiltLookup {
    const values = exactValues(map);
    const { hash, shape, multipliers } = perfectHashOf(values);
    const slots = 2 ** shape.slotBits;
    return {
      tables: [
        { symbol: `${name}_pilots`, elements: hash.pilots, bounded: true },
        ...slotTables(map, name, values, hash.slots, slots),
      ],
      constants: {
        ...hashConstants(values.width, multipliers),
        bucketShift: 32 - shape.bucketBits,
        slotShift: 32 - shape.slotBits,
        ...slotAnswer(map, name, slots),
      },
    };
  },
} satisfies Strategy;

/** A perfect hash of values that are all different, and what it is made of. */
function perfectHashOf(values: ExactValues): { hash: PerfectHash; shape: Shape; multipliers: Multipliers } {
  const count = values.labels.length;
  for (let attempt = 0; attempt < ATTEMPTS * (1 + DOUBLINGS); attempt++) {
    const shape = shapeFor(count, Math.floor(attempt / ATTEMPTS));
    const multipliers = multipliersFor(values.width, attempt);
    const hash = findPilots(hashesOf(values, multipliers), shape.bucketBits, shape.slotBits);
    if (hash !== undefined) return { hash, shape, multipliers };
  }
  throw new Error(`there is no perfect hash of ${count} values`);
}

/** The hash functions in C. */
function hashConstants(width: ValueWords["width"], { bucket, slot }: Multipliers) {
  const parameter = width === 4 ? "const struct u128 *value" : "__u64 value";
  // One word: what the multiplication makes of it serves for both, so it is computed once.
  if (width === 1) return { parameter, bucketHash: `hash32(value, ${bucket[0]}u)`, slotHash: "hash" };
  const call = (multipliers: readonly bigint[]) =>
    `hash${32 * width}(value, ${multipliers.map((by) => `0x${by.toString(16)}ULL`).join(", ")})`;
  return { parameter, bucketHash: call(bucket), slotHash: call(slot) };
}
