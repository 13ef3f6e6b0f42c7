import type { Span } from "../diagnostics/index.js";
import type { ActionName, BitTest, FieldName, Interval } from "../packet/index.js";
import type { Presence } from "./presence.js";

/** Which values pass a test. */
export type Comparison =
  | { readonly kind: "equal"; readonly value: bigint }
  | { readonly kind: "prefix"; readonly value: bigint; readonly length: number }
  | { readonly kind: "between"; readonly interval: Interval }
  | { readonly kind: "bits"; readonly test: BitTest }
  /** Any comparison of one of the plan's lists; `list` is its index. */
  | { readonly kind: "list"; readonly list: number };

/** One field compared in code: holds when any of the comparisons does, or none when `negated`. Of no comparisons none ever does. */
export interface Test {
  readonly field: FieldName;
  readonly anyOf: readonly Comparison[];
  readonly negated: boolean;
  readonly span: Span;
}

/** Comparisons of one field that became a function of their own, because the rule would be too long with them. */
export interface ComparisonList {
  readonly field: FieldName;
  readonly anyOf: readonly Comparison[];
  readonly span: Span;
}

/** How one rule is decided: inline, all its presence bits and then its tests. */
export interface PlannedRule {
  readonly name: string;
  readonly action: ActionName;
  readonly span: Span;
  /** Its index in the counters map. */
  readonly slot: number;
  readonly presence: readonly Presence[];
  readonly tests: readonly Test[];
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
}

/** Every decision about the program, taken. */
export interface Plan {
  readonly parse: ParsePlan;
  readonly rules: readonly PlannedRule[];
  /** All rules in order, cut into pieces that are one function of C each; rulesets of some hundred rules have one part. */
  readonly parts: readonly (readonly PlannedRule[])[];
  /** The rules are so few that they stand in the program's own function. */
  readonly inline: boolean;
  readonly lists: readonly ComparisonList[];
  readonly policy: { readonly action: ActionName; readonly slot: number };
}
