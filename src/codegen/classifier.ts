import type { FieldName } from "../packet/index.js";
import type { Presence } from "./presence.js";

/**
 * A number that says all that some rules ask about one field, or about whether something is there: values that satisfy the same
 * rules have the same class. A frame without the field has class 0.
 */
export interface PlannedClass {
  /** The variable of C that holds it. */
  readonly variable: string;
  /** What the class is of; of a bare presence bit it is 1 when the bit is there. */
  readonly source:
    | { readonly kind: "lookup"; readonly field: FieldName; readonly lookup: string; readonly wide: boolean }
    /** A table with an element for each value of the field. */
    | { readonly kind: "table"; readonly field: FieldName; readonly table: string; readonly mask: number }
    | { readonly kind: "presence" };
  /** The bit that must be there; none when every frame has the field. */
  readonly presence: readonly Presence[];
}

/** A class made of others: `table(index)`, where the index is a sum of classes with a factor each, as an expression of C. */
export interface CombinedClass {
  readonly variable: string;
  readonly table: string;
  readonly index: string;
}

/**
 * Some of the rules: classes made of classes, and at the end the rank of the first of these rules that matches, or a few candidates that
 * are tried. The rank of a rule is its place in the list.
 */
export interface PlannedPart {
  readonly combined: readonly CombinedClass[];
  /** One or none. */
  readonly ranks: readonly { readonly table: string; readonly index: string }[];
  /** One or none. */
  readonly candidates: readonly PlannedCandidates[];
}

/** A few rules for each class, or for each pair of classes, that are tried: see templates/include/xdpgen/classify.h. */
export interface PlannedCandidates {
  /** They are found by a class, or by a pair of classes in a hash table; one of the two has one element, the other none. */
  readonly direct: readonly { readonly index: string }[];
  readonly hashed: readonly PlannedCells[];
  /** How many rules each class or pair has. */
  readonly depth: number;
  /** The first rule, the second and so on: each condition is a bit, or for all of them it is a bit and an interval of a field. */
  readonly bits: readonly PlannedCandidate[];
  readonly ranges: readonly PlannedCandidate[];
}

export interface PlannedCells {
  /** An expression of C for the pair as one number of 32 bits. */
  readonly key: string;
  readonly pilots: string;
  readonly pilotShift: number;
  readonly keys: string;
  readonly slotShift: number;
}

export interface PlannedCandidate {
  readonly place: number;
  /** Tables: the ranks of the candidates, what rules ask by rank, and the bits of conditions. */
  readonly ranks: string;
  readonly asked: string;
  readonly conditions: string;
  /** An expression of C: where the bits of the packet's class begin among the conditions. */
  readonly row: string;
}

export interface PlannedRange {
  readonly field: FieldName;
  readonly presence: readonly Presence[];
  readonly conditions: string;
  readonly row: string;
}

/** A function that comes to the decision of the first rule, among a list of them, that matches. */
export interface PlannedClassifier {
  readonly name: string;
  /** Frames without these bits match none of the rules. */
  readonly guard: readonly Presence[];
  readonly classes: readonly PlannedClass[];
  readonly combined: readonly CombinedClass[];
  /** The field of which conditions are intervals, and what else they ask for, as bits. One or none. */
  readonly ranged: readonly PlannedRange[];
  readonly parts: readonly PlannedPart[];
  /** The table of the rules' decisions by rank; behind the last rule it has UNDECIDED. */
  readonly decisions: string;
  /** How many rules there are: the rank of none. */
  readonly count: number;
  /** For the comment in front of it. */
  readonly summary: string;
}
