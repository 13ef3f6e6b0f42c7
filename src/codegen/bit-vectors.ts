import type { PlannedClass } from "./classifier.js";
import type { Presence } from "./presence.js";

/** Rules of one group: so many words of 64 bits, a bit for each rule. */
export const GROUP_WORDS = 8;
export const GROUP_RULES = 64 * GROUP_WORDS;

/** Where the bits of one class stand: which rules of a group leave frames of the class possible. */
export interface PlannedRows {
  /** The class, by the variable of `PlannedClass`. */
  readonly variable: string;
  /** The table of the numbers of rows: `class * groups + group`. */
  readonly numbers: string;
  /** The table of the rows, each of `words` words, in one piece. */
  readonly rows: string;
  readonly count: number;
}

/** A function that comes to the decision of the first rule, among a list of them, that matches: the first bit that all rows have. */
export interface PlannedVectors {
  readonly name: string;
  /** Frames without these bits match none of the rules. */
  readonly guard: readonly Presence[];
  readonly classes: readonly PlannedClass[];
  readonly rows: readonly PlannedRows[];
  /** How many words a row has: GROUP_WORDS, or fewer when there is one group. */
  readonly words: number;
  readonly groups: number;
  /** The table of the decisions of the rules, in order. */
  readonly decisions: string;
  /** For the comment in front of it. */
  readonly summary: string;
}
