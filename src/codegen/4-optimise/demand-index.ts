import type { Match } from "../../ir/index.js";
import { fieldRow, type FieldName, type Interval } from "../../packet/index.js";

/** What a rule asks of a packet with one of its matches. */
export interface Demand {
  readonly match: Match;
  /** The values for which a field match holds, normalised; none for a protocol. */
  readonly values: readonly Interval[];
}

/** What is known of the packets that a rule matches. */
export interface Knowledge {
  /** The headers that they have. */
  readonly headers: Iterable<string>;
  /** The fields that they have, each with all values that can be in it. */
  readonly values: Iterable<readonly [FieldName, readonly Interval[]]>;
}

/**
 * Things that demand something of a packet, filed so that those which certain packets satisfy are found without looking at
 * all of them. Each is filed under one demand: packets that satisfy all of its demands satisfy that one.
 */
export interface DemandIndex<T> {
  add(item: T, demands: readonly Demand[]): void;
  /** Lists that have, together, every item whose demands follow from the knowledge, and more; each in the order of adding. */
  candidates(knowledge: Knowledge): readonly (readonly T[])[];
}

/** A list, by its key. A block is, as a prefix of addresses is one, all values of a field with the same highest `length` bits. */
type Place =
  { readonly key: string } | { readonly key: string; readonly field: FieldName; readonly length: number };

/** Where things without demands are. */
const ANYWHERE: Place = { key: "" };

/**
 * A demand on a field is filed under the smallest blocks that hold its intervals, one for each. If all values of other
 * packets are among the demanded ones, then the first of them is in one of the intervals, and so in its block.
 */
export function createDemandIndex<T>(): DemandIndex<T> {
  const lists = new Map<string, T[]>();
  /** Of each field the lengths of the blocks that something is filed under. */
  const lengths = new Map<FieldName, Set<number>>();
  const crowd = (places: readonly Place[]) =>
    places.reduce((sum, { key }) => sum + (lists.get(key)?.length ?? 0), 0);

  return {
    add(item, demands) {
      // Under the demand that the fewest others are filed under: many rules may have an address in common, or a port.
      const [chosen = { places: [ANYWHERE] }] = demands
        .map(placesOf)
        .map((places) => ({ places, crowd: crowd(places) }))
        .sort((a, b) => a.crowd - b.crowd);
      for (const place of chosen.places) {
        if ("field" in place) entry(lengths, place.field, () => new Set()).add(place.length);
        entry(lists, place.key, () => []).push(item);
      }
    },
    candidates({ headers, values }) {
      const keys = [ANYWHERE.key, ...headers];
      for (const [field, [interval]] of values) {
        if (interval === undefined) continue;
        for (const length of lengths.get(field) ?? []) keys.push(blockKey(field, length, interval.first));
      }
      return keys.flatMap((key) => (lists.has(key) ? [lists.get(key)!] : []));
    },
  };
}

function placesOf({ match, values }: Demand): readonly Place[] {
  if (match.kind === "protocol") return [{ key: match.protocol }];
  const { field } = match;
  const { bits } = fieldRow(field);
  return values.map(({ first, last }) => {
    const length = bits - bitLength(first ^ last);
    return { key: blockKey(field, length, first), field, length };
  });
}

const bitLength = (value: bigint) => (value === 0n ? 0 : value.toString(2).length);

/** The block that `value` is in. */
function blockKey(field: FieldName, length: number, value: bigint): string {
  return `${field}/${length}/${value >> BigInt(fieldRow(field).bits - length)}`;
}

/** The entry of a key, which is made when there is none. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
