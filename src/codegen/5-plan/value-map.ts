/**
 * What a lookup is to answer about one field: disjoint intervals of its values, each with a label, and one label for all
 * values in between. Labels are unsigned 32-bit numbers; what they mean is the caller's affair.
 */
export type ValueMap = NarrowMap | WideMap;

interface Labelled {
  /** How many bits a value of the field has. */
  readonly bits: number;
  /** The label of a value that lies in no interval. */
  readonly otherwise: number;
}

/** A map over a field of at most 32 bits: intervals `firsts[i]` to `lasts[i]`, sorted, disjoint; neighbours may touch. */
export interface NarrowMap extends Labelled {
  readonly kind: "narrow";
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
  readonly labels: Uint32Array;
}

/** A map over a field of 33 to 128 bits. */
export interface WideMap extends Labelled {
  readonly kind: "wide";
  /** Sorted, disjoint; neighbours may touch. */
  readonly entries: readonly WideEntry[];
}

export interface WideEntry {
  readonly first: bigint;
  readonly last: bigint;
  readonly label: number;
}

/** How many intervals a map has. */
export const sizeOf = (map: ValueMap): number =>
  map.kind === "narrow" ? map.firsts.length : map.entries.length;

/** The one label that all intervals of a map have, or undefined when there are several. */
export function onlyLabel(map: ValueMap): number | undefined {
  if (map.kind === "wide") {
    const first = map.entries[0]?.label;
    return map.entries.every(({ label }) => label === first) ? first : undefined;
  }
  const label = map.labels[0];
  return map.labels.every((other) => other === label) ? label : undefined;
}

/** Whether every interval of a map is a single value. */
export function isExact(map: ValueMap): boolean {
  return map.kind === "narrow"
    ? map.firsts.every((first, i) => first === map.lasts[i])
    : map.entries.every(({ first, last }) => first === last);
}
