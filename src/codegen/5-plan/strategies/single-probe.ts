import { countExact, exactValues } from "../exact-values.js";
import { multiplier } from "../hashing.js";
import { INSTRUCTION_COST, loadCost } from "../memory-cost.js";
import { labelPlace, slotAnswer, slotTableBytes, slotTables, type LabelPlace } from "../slot-tables.js";
import { onlyLabel, type NarrowMap, type ValueMap } from "../value-map.js";
import type { BuiltLookup, Estimate, Strategy } from "./strategy.js";

/** More values than that never find room each for itself. */
const MOST = 1024;

/** A larger table would be in the way of everything else. */
const MOST_BYTES = 64 * 1024;

/**
 * Multipliers that are tried for a size of the table: some ten milliseconds for all sizes when none fits, since a try ends with the
 * first two values that meet. Slots of n random values all differ once in e^(n² / 2 slots) tries; regular values are easier.
 */
const TRIES = 8192;

/** Instructions of the function, by where its labels are. */
const INSTRUCTIONS = { constant: 12, paired: 17, beside: 18 } as const satisfies Record<LabelPlace, number>;

/** A multiplier whose product has, in its upper `slotBits` bits, another number for each value. */
interface Probe {
  readonly multiplier: number;
  readonly slotBits: number;
  readonly slotOf: Uint32Array;
}

/** What was found for a map: `estimate` searches, `build` uses it. */
const found = new WeakMap<NarrowMap, { readonly probe: Probe | undefined }>();

function probeOf(map: NarrowMap): Probe | undefined {
  const known = found.get(map);
  if (known !== undefined) return known.probe;
  const probe = searchProbe(exactValues(map).words, onlyLabel(map) === undefined ? 8 : 4);
  found.set(map, { probe });
  return probe;
}

/** The value of every slot is compared: one multiplication, one load. */
export const singleProbe = {
  name: "single-probe",
  title: "single probe",
  estimate(map: ValueMap): Estimate | undefined {
    const count = countExact(map);
    if (map.kind === "wide" || count === undefined || count > MOST) return undefined;
    const probe = probeOf(map);
    if (probe === undefined) return undefined;
    const slots = 2 ** probe.slotBits;
    const memory = slotTableBytes(map, slots);
    const instructions = INSTRUCTIONS[labelPlace(map, slots)];
    const time = instructions * INSTRUCTION_COST + loadCost(memory);
    return { memory, hit: time, miss: time, instructions };
  },
  build(map: ValueMap, name: string): BuiltLookup {
    const probe = map.kind === "narrow" ? probeOf(map) : undefined;
    if (probe === undefined) throw new Error("there is no estimate for this map");
    const slots = 2 ** probe.slotBits;
    return {
      tables: slotTables(map, name, exactValues(map), probe.slotOf, slots),
      constants: {
        multiplier: probe.multiplier,
        shift: 32 - probe.slotBits,
        ...slotAnswer(map, name, slots),
      },
    };
  },
} satisfies Strategy;

/** The smallest table first. */
function searchProbe(values: Uint32Array, elementBytes: number): Probe | undefined {
  const most = Math.log2(MOST_BYTES / elementBytes);
  for (let slotBits = Math.max(1, Math.ceil(Math.log2(values.length))); slotBits <= most; slotBits++) {
    const probe = searchMultiplier(values, slotBits);
    if (probe !== undefined) return probe;
  }
  return undefined;
}

function searchMultiplier(values: Uint32Array, slotBits: number): Probe | undefined {
  // The last try that used a slot: nothing has to be cleared between tries.
  const usedBy = new Uint32Array(2 ** slotBits);
  const shift = 32 - slotBits;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const by = multiplier(attempt);
    let i = 0;
    for (; i < values.length; i++) {
      const slot = Math.imul(values[i]!, by) >>> shift;
      if (usedBy[slot] === attempt) break;
      usedBy[slot] = attempt;
    }
    if (i < values.length) continue;
    return { multiplier: by, slotBits, slotOf: values.map((value) => Math.imul(value, by) >>> shift) };
  }
  return undefined;
}
