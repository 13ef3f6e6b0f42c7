import type { FieldName, FIELDS, PROTOCOLS } from "../packet/index.js";
import type { RuleDecl } from "./declarations.js";
import type { BanOptions, OverOptions } from "./live-options.js";
import type { CheckPairSet, LiveSet, LiveSetKind } from "./live-sets.js";
import type { Predicate } from "./predicate.js";
import type { HeaderOf, NoConflict, Stack } from "./stack.js";
import type { Checked, NotEmpty, Value } from "./values.js";

/**
 * The methods of a rule, one for each row of FIELDS. The mapped type keeps each key's own declaration, so editors show
 * the row's documentation and jump to it.
 */
export type FieldMethods<S extends Stack> = {
  readonly [K in keyof typeof FIELDS]: <const V extends readonly Value<K>[]>(
    this: NoConflict<S, HeaderOf<K>> & NotEmpty<K, V>,
    ...values: Checked<K, V>
  ) => Rule<S | HeaderOf<K>>;
};

/** The methods of a rule that test for a protocol. */
export type ProtocolMethods<S extends Stack> = {
  readonly [P in keyof typeof PROTOCOLS]: (this: NoConflict<S, P>) => Rule<S | P>;
};

/** The methods of a rule that depend on more than the frame, or do more than decide. */
export interface LiveMethods<S extends Stack> {
  /** Holds when the two fields together are an element of a live set of pairs: `pair(["ipv4Src", "tcpDport"], attempts)`. */
  readonly pair: <const A extends FieldName, const B extends FieldName, const Kind extends LiveSetKind>(
    this: NoConflict<S, HeaderOf<A>> & NoConflict<S, HeaderOf<B>>,
    fields: readonly [A, B],
    set: LiveSet<Kind> & CheckPairSet<A, B, Kind>,
  ) => Rule<S | HeaderOf<A> | HeaderOf<B>>;
  /** Holds by chance for a part of the packets: `sample(1 / 100)`. */
  readonly sample: (share: number) => Rule<S>;
  /** Holds for a part of the flows: for all packets of a flow, or for none. A frame without IP has no flow. */
  readonly flowSample: (share: number) => Rule<S>;
  /** Holds for packets above a rate: `over({ rate: "1000/s", per: "ipv4Src/24" })`. Asked last, once a rule. */
  readonly over: <const R extends string>(options: OverOptions<R>) => Rule<S>;
  /** What the rule decides is added to a live set: `thenBan(bans, { for: "10m" })`. Once a rule. */
  readonly thenBan: (set: LiveSet, options?: BanOptions) => Rule<S>;
  /** Counts what the rule would decide, and decides nothing: the rules behind it go on. */
  readonly monitor: () => Rule<S>;
}

/** The method of a rule that takes a function. */
export interface PredicateMethods<S extends Stack> {
  /** Holds when a function of the packet does: `when((p) => p.tcp.dport < 1024 && p.ipv4.ttl === 1)` (docs/predicates.md). */
  readonly when: (predicate: Predicate) => Rule<S>;
}

/** Marks rules, so that they are known again even when two copies of this package are loaded. */
export const DECLARATION = Symbol.for("xdpgen.rule");

/**
 * What a rule matches already, for the type checker alone; at run time there is no such thing. It comes first in `Rule`
 * and is invariant, so two rules that match different things are seen to differ at once: without it the checker would
 * compare all their methods, for every pair of rules in an array.
 */
interface Matching<S extends Stack> {
  readonly [STACK]?: (stack: S) => S;
}

declare const STACK: unique symbol;

/**
 * A rule: an action, and the matches that must all hold for it. Every method returns a new rule and changes nothing,
 * so a rule can be the beginning of several. `S` is what it matches already; the compiler refuses what excludes it.
 */
export type Rule<S extends Stack = never> = Matching<S> &
  FieldMethods<S> &
  ProtocolMethods<S> &
  LiveMethods<S> &
  PredicateMethods<S> &
  AnyRule;

/** Any rule, whatever it matches. */
export interface AnyRule {
  readonly [DECLARATION]: RuleDecl;
}
