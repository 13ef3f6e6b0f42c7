import type { Place, Span } from "../diagnostics/span.js";
import type { ActionName, FieldName, ProtocolName } from "../packet/index.js";

/**
 * Declarations are what the DSL makes: plain data, exactly what the user wrote, nothing checked yet. `At` is what is
 * known of where it was written: in the DSL a position in the code that ran, if the stack shows one; after the
 * evaluation always the place in the user's source.
 */
export type CallSite = Span | undefined;

/** Values that a field is compared with. */
export interface FieldMatchDecl<At = CallSite> {
  readonly kind: "field-match";
  readonly field: FieldName;
  readonly values: readonly unknown[];
  /** Where the values stand, one place a value, as far as known. */
  readonly places: readonly Place[];
  readonly span: At;
}

/** `tcp()` and its like. */
export interface ProtocolMatchDecl<At = CallSite> {
  readonly kind: "protocol-match";
  readonly protocol: ProtocolName;
  readonly span: At;
}

/** `.pair(["ipv4Src", "tcpDport"], set)`: two fields that together are an element of a live set. */
export interface PairMatchDecl<At = CallSite> {
  readonly kind: "pair-match";
  readonly fields: unknown;
  readonly set: unknown;
  readonly places: readonly Place[];
  readonly span: At;
}

/** `.sample(1 / 100)`, `.flowSample(1 / 100)`. */
export interface SampleMatchDecl<At = CallSite> {
  readonly kind: "sample-match";
  readonly share: unknown;
  readonly perFlow: boolean;
  readonly places: readonly Place[];
  readonly span: At;
}

/** `.over({ rate: "1000/s", burst: 200, per: "ipv4Src/24" })`. */
export interface OverMatchDecl<At = CallSite> {
  readonly kind: "over-match";
  readonly options: unknown;
  readonly places: readonly Place[];
  readonly span: At;
}

export type MatchDecl<At = CallSite> =
  FieldMatchDecl<At> | ProtocolMatchDecl<At> | PairMatchDecl<At> | SampleMatchDecl<At> | OverMatchDecl<At>;

/** `.thenBan(set, { for: "10m" })`. */
export interface BanDecl<At = CallSite> {
  readonly set: unknown;
  readonly options: unknown;
  readonly places: readonly Place[];
  readonly span: At;
}

/** `.when((packet) => …)`: a function of the user's. */
export interface PredicateDecl<At = CallSite> {
  readonly predicate: unknown;
  /** Gives sets that the predicate meets their places: see `createSetPlacer`. */
  readonly placeSets: (values: readonly unknown[]) => readonly unknown[];
  readonly places: readonly Place[];
  readonly span: At;
}

/** One rule; `span` is where `drop(…)` was called. */
export interface RuleDecl<At = CallSite> {
  readonly kind: "rule";
  readonly action: ActionName;
  /** What was given as the name: undefined, or whatever the user wrote. */
  readonly name: unknown;
  readonly matches: readonly MatchDecl<At>[];
  readonly predicates: readonly PredicateDecl<At>[];
  /** `.monitor()`: it counts, and does nothing; `sample("…")` makes rules that show packets to whoever watches. */
  readonly statement?: "monitor" | "sample" | undefined;
  readonly bans: readonly BanDecl<At>[];
  readonly span: At;
}

/** A whole ruleset. */
export interface RulesetDecl<At = CallSite> {
  readonly kind: "ruleset";
  readonly options: Readonly<Record<string, unknown>>;
  readonly rules: readonly RuleDecl<At>[];
  /** What stood among the rules and is none; a mistake that the lowering reports. */
  readonly strangers: readonly unknown[];
  readonly span: At;
}

/** A named set of values: `set("blocklist", …)`. It stands among the values of matches. */
export interface SetDecl<At = CallSite> {
  readonly kind: "set";
  /** What was given as the name. */
  readonly name: unknown;
  /** What was given as its content: an array of values, or lines of a file. */
  readonly source: unknown;
  /** Where name and source stand, as far as known. */
  readonly places: readonly Place[];
  readonly span: At;
}

/** Elements that stand in a file, one a line: `lines("lists/bad.txt")`. */
export interface LinesDecl<At = CallSite> {
  readonly kind: "lines";
  readonly path: unknown;
  readonly options: unknown;
  /** Where path and options stand, as far as known. */
  readonly places: readonly Place[];
  readonly span: At;
}

/** A named set whose elements change while the program runs: `liveSet("bans", { type: "ipv4", capacity: 1000 })`. */
export interface LiveSetDecl<At = CallSite> {
  readonly kind: "live-set";
  readonly name: unknown;
  /** type, capacity, timeout, elements: see LiveSetOptions. */
  readonly options: unknown;
  readonly places: readonly Place[];
  readonly span: At;
}
