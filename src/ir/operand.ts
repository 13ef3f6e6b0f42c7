import type { BitTest, Interval } from "../packet/index.js";
import type { FlatIntervals } from "./flat-intervals.js";

/** Intervals of a field of any width. */
export interface IntervalsOperand {
  readonly kind: "intervals";
  readonly intervals: readonly Interval[];
  /** The name of the set that it is, when it is just one. */
  readonly name?: string | undefined;
}

/** Many values: intervals `firsts[i]` to `lasts[i]`, sorted, disjoint, not adjacent; at least one. */
export interface SetOperand extends FlatIntervals {
  readonly kind: "set";
  /** The name of the set that it is, or undefined for values that have no name together. */
  readonly name: string | undefined;
  /** Shared, by identity, by all matches on the same set; nobody writes into them. */
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

/** What a field is compared with. Values are unsigned integers in host order. */
export type Operand =
  /** Holds when the field lies in any of the intervals; sorted by `first`, disjoint, not adjacent, at least one. */
  | IntervalsOperand
  /** The same for many values of a field of at most 32 bits. */
  | SetOperand
  /** Holds when any of the bit tests does: `(field & mask) === value`; at least one. */
  | { readonly kind: "bits"; readonly tests: readonly BitTest[] };
