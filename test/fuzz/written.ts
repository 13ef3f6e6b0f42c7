import type { TcpFlagForm, TcpFlagSet } from "../../src/dsl/index.js";
import type { ActionName, FieldName, ProtocolName } from "../../src/packet/index.js";

/** A single value as users write it: `"10.0.0.0/8"`, `22`, `"echo-request"`, `{ syn: true }`, `true`. */
export type Literal = string | number | boolean | TcpFlagSet | TcpFlagForm;

/** A literal, or `range(first, last)`. */
export type WrittenValue =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "range"; readonly first: Literal; readonly last: Literal };

/** `tcp()` */
export interface WrittenProtocol {
  readonly kind: "protocol";
  readonly protocol: ProtocolName;
}

/** `tcpDport(22, 80)`, `tcpDport([22, 80])`, `tcpDport(not(22, 80))`; no value at all is for `malformed()`. */
export interface WrittenField {
  readonly kind: "field";
  readonly field: FieldName;
  readonly negated: boolean;
  readonly values: readonly WrittenValue[];
  /** The values stand in an array, which is the one argument. */
  readonly inArray: boolean;
}

export type WrittenMatch = WrittenProtocol | WrittenField;

export interface WrittenRule {
  readonly action: ActionName;
  /** Absent: the rule is named after its matches. */
  readonly name?: string;
  readonly matches: readonly WrittenMatch[];
}

/**
 * A ruleset as a user writes it, as plain data: `declaredBy` calls the rule language with it, `rulesFile` prints it, and
 * the shrinking of a failure takes pieces out of it.
 */
export interface WrittenRuleset {
  /** Those of `ruleset(…)`; absent: the rules are exported by themselves, a single one without an array. */
  readonly options?: { readonly policy?: ActionName; readonly malformed?: ActionName };
  /** The rules stand in an array inside the array. */
  readonly nested: boolean;
  readonly rules: readonly WrittenRule[];
}
