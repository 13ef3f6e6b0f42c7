import type { FIELDS, FieldName, PROTOCOLS, ProtocolName } from "../packet/index.js";
import type { Rule } from "./rule-builder.js";
import type { HeaderOf, NoConflict, Stack } from "./stack.js";
import type { Checked, Value } from "./values.js";

/**
 * The methods of a rule, one for each row of FIELDS. The mapped type keeps each key's own declaration, so editors show
 * the row's documentation and jump to it.
 */
export type FieldMethods<S extends Stack> = {
  readonly [K in keyof typeof FIELDS]: <const V extends readonly Value<K>[]>(
    this: NoConflict<S, HeaderOf<K>>,
    ...values: Checked<K, V>
  ) => Rule<S | HeaderOf<K>>;
};

/** The methods of a rule that test for a protocol. */
export type ProtocolMethods<S extends Stack> = {
  readonly [P in keyof typeof PROTOCOLS]: (this: NoConflict<S, P>) => Rule<S | P>;
};

/** Every name that is a match method. */
export type MatchMethodName = FieldName | ProtocolName;
