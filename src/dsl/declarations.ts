import type { Span } from "../diagnostics/index.js";
import type { ActionName, FieldName, ProtocolName } from "../packet/index.js";

/** Values that are compared with a field, as the user wrote them; nothing is checked yet. */
export interface FieldMatchDecl {
  readonly kind: "field-match";
  readonly field: FieldName;
  readonly values: readonly unknown[];
  readonly span: Span | undefined;
}

/** `tcp()` and its like. */
export interface ProtocolMatchDecl {
  readonly kind: "protocol-match";
  readonly protocol: ProtocolName;
  readonly span: Span | undefined;
}

export type MatchDecl = FieldMatchDecl | ProtocolMatchDecl;

/** One rule as the user wrote it. `span` is where `drop(…)` was called, in an absolute file. */
export interface RuleDecl {
  readonly kind: "rule";
  readonly action: ActionName;
  readonly name: unknown;
  readonly matches: readonly MatchDecl[];
  readonly span: Span | undefined;
}

/** A whole ruleset as the user wrote it. */
export interface RulesetDecl {
  readonly kind: "ruleset";
  readonly options: Readonly<Record<string, unknown>>;
  readonly rules: readonly RuleDecl[];
  readonly span: Span | undefined;
}
