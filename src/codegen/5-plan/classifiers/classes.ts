import { NARROW_BITS } from "../../../ir/index.js";
import { fieldRow, type FieldName } from "../../../packet/index.js";
import { placeOf, sortedOnce } from "../places.js";
import type { ValueMap } from "../value-map.js";
import { countOf } from "../values.js";
import type { Demand, Dimension } from "./dimensions.js";
import {
  createInterner,
  everyRule,
  forEachRule,
  MOST_CLASSES,
  wordsFor,
  type RuleSets,
} from "./rule-sets.js";

/** The classes of a dimension: which rules each of them leaves possible. Class 0 is that of frames without the field. */
export interface Classes {
  readonly dimension: Dimension;
  readonly sets: RuleSets;
  /** Which class a value of the field has; undefined for a presence bit. */
  readonly map: ValueMap | undefined;
}

/** Finds the classes of a dimension for a list of `count` rules; undefined when there are too many. */
export function classesOf(dimension: Dimension, count: number): Classes | undefined {
  const demands = dimension.kind === "field" ? dimension.demands : [{ rules: dimension.rules }];
  const free = everyRule(count);
  for (const { rules } of demands) for (const rule of rules) free[rule >>> 5]! &= ~(1 << (rule & 31));

  const interner = createInterner(free.length);
  const set = new Uint32Array(free.length);
  const meet = (demand: number) => {
    for (const rule of demands[demand]!.rules) set[rule >>> 5]! |= 1 << (rule & 31);
  };
  /** The class of frames that meet the demands in a set. */
  const classOf = (met: RuleSets, index: number) => {
    set.set(free);
    forEachRule(met, index, meet);
    return interner.intern(set);
  };
  interner.intern(free);
  if (dimension.kind === "presence") {
    set.set(free);
    meet(0);
    interner.intern(set);
    return { dimension, sets: interner.sets(), map: undefined };
  }
  const map = mapOf(dimension.field, dimension.demands, classOf);
  return map === undefined ? undefined : { dimension, sets: interner.sets(), map };
}

/** Goes through the values of a field from the least to the greatest, always knowing which demands are met. */
function mapOf(
  field: FieldName,
  demands: readonly Demand[],
  classOf: (met: RuleSets, index: number) => number | undefined,
): ValueMap | undefined {
  const { edges, valueAt, end } = edgesOf(field, demands);
  const met = new Uint32Array(wordsFor(demands.length));
  const interner = createInterner(met.length);
  const classes: number[] = [];
  const segments: { starts: number[]; labels: number[] } = { starts: [], labels: [] };
  let at = 0;
  for (let place = 0; place < end; place = at < edges.length ? Math.floor(edges[at]! / DEMANDS) : end) {
    while (at < edges.length && Math.floor(edges[at]! / DEMANDS) === place) {
      const demand = edges[at++]! % DEMANDS;
      met[demand >>> 5]! ^= 1 << (demand & 31);
    }
    const combination = interner.intern(met);
    if (combination === undefined) return undefined;
    const label = (classes[combination] ??= classOf(interner.sets(), combination) ?? MOST_CLASSES);
    if (label === MOST_CLASSES) return undefined;
    if (label === segments.labels.at(-1)) continue;
    segments.starts.push(place);
    segments.labels.push(label);
  }
  segments.starts.push(end);
  return mapOfSegments(fieldRow(field).bits, segments, valueAt);
}

/** A place and a demand in one number: so they sort fast. */
const DEMANDS = 2 ** 20;

interface Edges {
  /** `place * DEMANDS + demand`, sorted: from this place on the demand is met when it was not, and not when it was. */
  readonly edges: Float64Array;
  /** The place behind the last value. */
  readonly end: number;
  /** The value at a place. Values of at most 32 bits are their own places, of others it is the rank among all. */
  readonly valueAt: (place: number) => number | bigint;
}

function edgesOf(field: FieldName, demands: readonly Demand[]): Edges {
  const { bits } = fieldRow(field);
  const count = demands.reduce((sum, { values }) => sum + countOf(values), 0);
  const edges = new Float64Array(2 * count);
  let at = 0;
  const add = (demand: number, first: number, behind: number) => {
    edges[at++] = first * DEMANDS + demand;
    edges[at++] = behind * DEMANDS + demand;
  };
  if (bits <= NARROW_BITS) {
    for (const [demand, { values }] of demands.entries()) {
      if (values.kind === "wide") continue;
      for (let i = 0; i < values.firsts.length; i++) add(demand, values.firsts[i]!, values.lasts[i]! + 1);
    }
    return { edges: edges.sort(), end: 2 ** bits, valueAt: (place) => place };
  }
  const intervalsOf = ({ values }: Demand) => (values.kind === "wide" ? values.intervals : []);
  const ends = demands.flatMap((demand) =>
    intervalsOf(demand).flatMap(({ first, last }) => [first, last + 1n]),
  );
  const places = sortedOnce([0n, ...ends, 1n << BigInt(bits)]);
  for (const [demand, asked] of demands.entries())
    for (const { first, last } of intervalsOf(asked))
      add(demand, placeOf(places, first), placeOf(places, last + 1n));
  return { edges: edges.sort(), end: places.length - 1, valueAt: (place) => places[place]! };
}

/** The map of a field whose values from `starts[i]` to before `starts[i + 1]` have a label. */
function mapOfSegments(
  bits: number,
  { starts, labels }: { readonly starts: readonly number[]; readonly labels: readonly number[] },
  valueAt: Edges["valueAt"],
): ValueMap {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const otherwise = labels.reduce((most, label) => (counts.get(label)! > counts.get(most)! ? label : most));
  const kept = [...labels.keys()].filter((i) => labels[i] !== otherwise);
  const entries =
    bits <= NARROW_BITS
      ? []
      : kept.map((i) => ({
          first: BigInt(valueAt(starts[i]!)),
          last: BigInt(valueAt(starts[i + 1]!)) - 1n,
          label: labels[i]!,
        }));
  if (bits > NARROW_BITS) return { kind: "wide", bits, otherwise, entries };
  return {
    kind: "narrow",
    bits,
    otherwise,
    firsts: Uint32Array.from(kept, (i) => starts[i]!),
    lasts: Uint32Array.from(kept, (i) => starts[i + 1]! - 1),
    labels: Uint32Array.from(kept, (i) => labels[i]!),
  };
}
