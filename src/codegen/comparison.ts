import type { Span } from "../diagnostics/index.js";
import type { BitTest, FieldName, Interval } from "../packet/index.js";

/** Which values pass a test. */
export type Comparison =
  | { readonly kind: "equal"; readonly value: bigint }
  | { readonly kind: "prefix"; readonly value: bigint; readonly length: number }
  | { readonly kind: "between"; readonly interval: Interval }
  | { readonly kind: "bits"; readonly test: BitTest }
  /** Any comparison of one of the plan's lists; `list` is its index. */
  | { readonly kind: "list"; readonly list: number }
  /** The values that one of the plan's lookups gives the label 1. */
  | { readonly kind: "lookup"; readonly lookup: string };

/** One field compared in code: holds when any of the comparisons does, or none when `negated`. Of no comparisons none ever does. */
export interface Test {
  readonly field: FieldName;
  readonly anyOf: readonly Comparison[];
  readonly negated: boolean;
  readonly span: Span;
}
