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

export type MatchDecl<At = CallSite> = FieldMatchDecl<At> | ProtocolMatchDecl<At>;

/** One rule; `span` is where `drop(…)` was called. */
export interface RuleDecl<At = CallSite> {
  readonly kind: "rule";
  readonly action: ActionName;
  /** What was given as the name: undefined, or whatever the user wrote. */
  readonly name: unknown;
  readonly matches: readonly MatchDecl<At>[];
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
