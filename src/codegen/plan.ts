import type { Span } from "../diagnostics/index.js";
import type { KeyPart, LiveSet, OverMatch, Statement } from "../ir/index.js";
import type { LiveLayout } from "../manifest/index.js";
import type { ActionName, FieldName } from "../packet/index.js";
import type { PlannedVectors } from "./bit-vectors.js";
import type { PlannedClassifier } from "./classifier.js";
import type { PlannedPredicate } from "./predicate.js";
import type { Comparison, Test } from "./comparison.js";
import type { Presence } from "./presence.js";
import type { PlacedTable, TablePiece } from "./table.js";

export type { Comparison, Test };

/** Comparisons of one field that became a function of their own, because the rule would be too long with them. */
export interface ComparisonList {
  readonly field: FieldName;
  readonly anyOf: readonly Comparison[];
  readonly span: Span;
}

/** A rule and its counter. */
export interface CountedRule {
  readonly name: string;
  readonly action: ActionName;
  readonly span: Span;
  /** Its index in the counters map, which is its place among the rules. */
  readonly slot: number;
}

/** A rule that is compared in code: all its presence bits and then its tests. */
export interface PlannedRule extends CountedRule {
  readonly presence: readonly Presence[];
  readonly tests: readonly Test[];
}

/** A part of a rule that depends on more than the frame, as it is asked in code. */
export type LiveTest =
  | {
      readonly kind: "live-set";
      /** The set's map. */
      readonly map: string;
      readonly fields: readonly FieldName[];
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "sample";
      /** A number below 2^32 has to be below this: 1 to 2^32. */
      readonly threshold: number;
      readonly perFlow: boolean;
      readonly span: Span;
    }
  | { readonly kind: "over"; readonly limiter: PlannedLimiter; readonly span: Span };

/** What a rule puts into a live set when it decides. */
export interface PlannedBan {
  readonly map: string;
  readonly key: readonly KeyPart[];
  /** Presence bits of the key that the rule does not ask for itself. */
  readonly presence: readonly Presence[];
  /** undefined for ever. */
  readonly milliseconds: number | undefined;
  readonly span: Span;
}

/** A rule that is asked when its turn comes, if no earlier rule has decided: its tests first, then its predicates and what is live. */
export interface PlannedLiveRule extends PlannedRule {
  /** It counts the packet and decides nothing. */
  readonly statement: Statement | undefined;
  readonly predicates: readonly PlannedPredicate[];
  readonly live: readonly LiveTest[];
  readonly ban: PlannedBan | undefined;
}

/** A live set and its map. */
export interface PlannedSet {
  /** The map's name, with which its functions start: `set_bans`. */
  readonly map: string;
  readonly set: LiveSet;
  readonly layout: LiveLayout;
  /** Packets are put into it. */
  readonly added: boolean;
  /** What is in it from the start, as its section of the object has it; undefined for nothing. */
  readonly first: TablePiece | undefined;
}

/** A limiter and its map. */
export interface PlannedLimiter {
  /** `limit_1f00c0ffe` */
  readonly map: string;
  /** The rule that it belongs to. */
  readonly rule: string;
  readonly over: OverMatch;
  /** Lines of LIMITER_PLACES keys each: templates/include/xdpgen/limiter.h. */
  readonly lines: number;
  readonly span: Span;
}

/** Rules that are asked in turn, and what they need. */
export interface LivePlan {
  /** In order, cut into pieces that are one function of C each. */
  readonly parts: readonly (readonly PlannedLiveRule[])[];
  /** They are so few that they stand in the program's own function. */
  readonly inline: boolean;
  readonly sets: readonly PlannedSet[];
  readonly limiters: readonly PlannedLimiter[];
  /** Some rule asks for the packet's flow. */
  readonly flow: boolean;
}

/** Ways to look values up: see docs/strategies.md. Each has a file in 5-plan/strategies/ and a partial of the same name. */
export const STRATEGY_NAMES = [
  "compare",
  "single-probe",
  "perfect-hash",
  "direct",
  "trie",
  "flip-points",
  "prefix-bitmap",
  "ipv6-flip-points",
] as const;
export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** What a strategy's partial may place: a number, a piece of C, or a list to go through; what is optional is a list of one or none. */
export type Constant = string | number | readonly { readonly [name: string]: Constant }[];

/** One value looked up: a function of C that returns the label of the value. */
export interface PlannedLookup {
  /** The function's name, with which those of its tables start: `lookup_0`. */
  readonly name: string;
  /** How many bits a value has: those of the field, or of a key of two fields. */
  readonly bits: number;
  /** The value has more than 64 bits, and is given by its address. */
  readonly wide: boolean;
  readonly strategy: StrategyName;
  /** What its labels are: decisions (decision.ts), or numbers that mean something to the rule or the classifier that asks. */
  readonly labels: "decisions" | "numbers";
  readonly constants: Readonly<Record<string, Constant>>;
  /** For the comment in front of it: "3 rules about ipv4Src: perfect hash". */
  readonly summary: string;
  /** The rules that it decides, when its labels are decisions. */
  readonly rules: readonly CountedRule[];
}

/** A field as what a lookup is asked for, or as a part of that. */
export interface KeyField {
  readonly field: FieldName;
  readonly wide: boolean;
  /** The lookup whose number stands for the field's value, where the value itself would be too long beside another. */
  readonly numberedBy: string | undefined;
  /** How many bits of the key stand below it. */
  readonly shift: number;
}

/** A lookup whose labels are decisions, for frames that have its fields. */
export interface LookupStep {
  readonly lookup: string;
  /** One field, or two as one number of at most 64 bits. */
  readonly key: readonly KeyField[];
  readonly presence: readonly Presence[];
  readonly summary: string;
  /** The rules that it decides. */
  readonly rules: readonly CountedRule[];
}

/** A way to decide something, as people are told of it: bytes of memory, nanoseconds that it adds to a packet, BPF instructions. */
export interface Option {
  readonly strategy: StrategyName | "classifier" | "bit-vectors";
  readonly title: string;
  readonly memory: number;
  readonly hit: number;
  readonly miss: number;
  readonly instructions: number;
}

/** What was chosen for a part of the rules, and what else there was. */
export interface Choice {
  /** The function that it became. */
  readonly name: string;
  /** "3 rules about ipv4Src, 1,203 intervals" */
  readonly subject: string;
  /** The rules that it decides; none when it is a part of deciding some. */
  readonly rules: readonly CountedRule[];
  readonly chosen: Option;
  /** The best first. */
  readonly others: readonly Option[];
}

/** A header with ports, types or flags. */
export type Transport = "tcp" | "udp" | "sctp" | "icmp" | "icmpv6";

/** The headers that the parser looks at. */
export interface Layers {
  readonly ethernet: boolean;
  /** VLAN tags are skipped, and the ether type behind them is known. */
  readonly tags: boolean;
  readonly arp: boolean;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  /** IPv6's extension headers are walked. */
  readonly extensions: boolean;
  /** The transport headers that are looked at behind each of the two. */
  readonly transports: { readonly ipv4: readonly Transport[]; readonly ipv6: readonly Transport[] };
}

/** What the parser has to do: the fields it stores, in table order, the presence bits that rules ask for, how far it goes. */
export interface ParsePlan {
  readonly fields: readonly FieldName[];
  readonly presence: readonly Presence[];
  readonly layers: Layers;
  /** The parser is a function that the verifier looks at by itself. */
  readonly apart: boolean;
  /** Where the payload begins is found out. */
  readonly payload: boolean;
}

/** Every decision about the program, taken. */
export interface Plan {
  readonly parse: ParsePlan;
  /** All rules, in order. */
  readonly counted: readonly CountedRule[];
  /** Functions that look values up: for steps, and for rules that are compared. */
  readonly lookups: readonly PlannedLookup[];
  /**
   * What is looked up for every packet; the least label of all is the decision. When there is one step or one classifier and nothing
   * else, it comes to the policy's decision where no rule matches.
   */
  readonly steps: readonly LookupStep[];
  /** Functions that decide lists of rules about several fields; their decisions are among those of which the least counts. */
  readonly classifiers: readonly PlannedClassifier[];
  /** The same by bit vectors, for lists that no table has room for. */
  readonly vectors: readonly PlannedVectors[];
  readonly tables: readonly PlacedTable[];
  /** The rules that are compared in code, in order. */
  readonly rules: readonly PlannedRule[];
  /** They, cut into pieces that are one function of C each; rulesets of some hundred rules have one part. */
  readonly parts: readonly (readonly PlannedRule[])[];
  /** They are so few that they stand in the program's own function. */
  readonly inline: boolean;
  readonly lists: readonly ComparisonList[];
  /** What is asked when all of that has come to a decision. */
  readonly live: LivePlan;
  /** The packet is given to functions that have a stack of their own, as there is no room for all of it in the program's. */
  readonly shared: boolean;
  readonly policy: { readonly action: ActionName; readonly slot: number };
  readonly choices: readonly Choice[];
}
