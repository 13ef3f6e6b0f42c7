import type { Span } from "../diagnostics/index.js";
import type { ActionName, FieldName, LiveElement, LiveSetType, ProtocolName } from "../packet/index.js";
import type { Predicate } from "./expression.js";
import type { Operand } from "./operand.js";

/** Holds when the frame has the protocol. */
export interface ProtocolMatch {
  readonly kind: "protocol";
  readonly protocol: ProtocolName;
  readonly span: Span;
}

/** Holds when the frame has the field and the comparison, negated or not, holds. */
export interface FieldMatch {
  readonly kind: "field";
  readonly field: FieldName;
  readonly operand: Operand;
  readonly negated: boolean;
  readonly span: Span;
}

/** Holds when the frame has the fields and their values are, at that moment, an element of a live set; or are none, when negated. */
export interface LiveSetMatch {
  readonly kind: "live-set";
  /** One field, or the two of a pair, in the order of the set's type. */
  readonly fields: readonly FieldName[];
  /** The set's name: one of the program's `sets`. */
  readonly set: string;
  readonly negated: boolean;
  readonly span: Span;
}

/** Holds for a part of the packets, by chance; per flow, then for all packets of a flow or for none (docs/language.md, "Samples"). */
export interface SampleMatch {
  readonly kind: "sample";
  /** Holds when a number below 2^32, of the packet or of its flow, is below this: 1 to 2^32. */
  readonly threshold: number;
  readonly perFlow: boolean;
  readonly span: Span;
}

/** A part of a limiter's key: the field's first `length` bits. */
export interface KeyPart {
  readonly field: FieldName;
  /** 1 to the field's bits. */
  readonly length: number;
}

/**
 * Holds for packets above a rate: a token bucket for each key. It is asked last, when all other matches of the rule hold, and
 * a packet for which it does not hold has taken a token. A frame without one of the key's fields is not above the rate.
 */
export interface OverMatch {
  readonly kind: "over";
  /** Packets or bytes a second. */
  readonly rate: number;
  readonly unit: "packets" | "bytes";
  /** How many packets or bytes may come at once: at least 1. */
  readonly burst: number;
  /** Of none there is one bucket for all packets. */
  readonly key: readonly KeyPart[];
  /** How many keys it can follow at once. */
  readonly keys: number;
  readonly span: Span;
}

/** What depends on more than the frame: asked when the rule's turn comes and its other matches hold, in the order of the rule. */
export type LiveMatch = LiveSetMatch | SampleMatch | OverMatch;

/** What depends on the frame alone. */
export type Match = ProtocolMatch | FieldMatch;

/** Puts values of a packet that the rule decided into a live set. */
export interface Ban {
  readonly set: string;
  /** What becomes the element: as many parts as the set's type has; a part of less than all bits makes a prefix. */
  readonly key: readonly KeyPart[];
  /** How long the element stays, in milliseconds; undefined for the set's own timeout. */
  readonly milliseconds: number | undefined;
  readonly span: Span;
}

/** What a rule is that decides nothing: it counts what it would have decided, or shows packets to whoever watches. */
export type Statement = "monitor" | "sample";

/** Decides a packet when all of its matches hold and no earlier rule has decided it. */
export interface Rule {
  /** Its place in the user's ruleset, from 0; the optimiser keeps it. */
  readonly id: number;
  readonly name: string;
  readonly action: ActionName;
  /** With a statement the rule is not final: it counts the packet, and the rules behind it decide. */
  readonly statement?: Statement | undefined;
  readonly matches: readonly Match[];
  /** Functions of the packet, all of which must hold as well; asked in this order when the matches do. */
  readonly predicates: readonly Predicate[];
  /** Live sets, samples, and last the rate; all of them must hold as well. */
  readonly live: readonly LiveMatch[];
  readonly ban?: Ban | undefined;
  readonly span: Span;
}

/** A set whose elements change while the program runs. */
export interface LiveSet {
  readonly name: string;
  readonly type: LiveSetType;
  /** How many elements it can hold at least. */
  readonly capacity: number;
  /** How long an element stays that is added without a time, in milliseconds; undefined for ever. */
  readonly milliseconds: number | undefined;
  /** What is put in when the program is attached for the first time. */
  readonly elements: readonly LiveElement[];
  readonly span: Span;
}

/** A ruleset after lowering: plain frozen data, in the order in which rules are tried. */
export interface Program {
  readonly rules: readonly Rule[];
  /** What happens when no rule matched. */
  readonly policy: ActionName;
  /** The live sets that rules ask or fill, in the order in which they are first named. */
  readonly sets: readonly LiveSet[];
}

/** Whether a rule is asked when its turn comes, and not decided with the others: it is live, or has a predicate. */
export const isAskedInTurn = (rule: Pick<Rule, "predicates" | "live" | "statement" | "ban">): boolean =>
  rule.predicates.length > 0 || isLiveRule(rule);

/** Whether a rule has matches that depend on time, chance or a live set, or changes something. Of its predicates nothing is said: they may ask live sets. */
export const isLiveRule = ({ live, statement, ban }: Pick<Rule, "live" | "statement" | "ban">): boolean =>
  live.length > 0 || statement !== undefined || ban !== undefined;
