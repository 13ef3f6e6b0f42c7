import type { FIELDS, FieldName, HeaderName, HEADER_ROWS, ProtocolName } from "../packet/index.js";

type Rows = typeof HEADER_ROWS;

/** What a rule already matches: a union of the headers that its matches belong to. */
export type Stack = HeaderName;

/** The header that a method's match belongs to. */
export type HeaderOf<M extends FieldName | ProtocolName> = M extends FieldName
  ? (typeof FIELDS)[M]["protocol"]
  : M extends ProtocolName
    ? M
    : never;

/** The headers in `S` that no packet has together with `H`. */
type Conflict<S extends Stack, H extends HeaderName> = Extract<S, Rows[H]["conflicts"][number]>;

/**
 * What `this` must be for a match on `H`: anything, or a sentence that the compiler shows in its error when the rule
 * matches something already that excludes `H`.
 */
export type NoConflict<S extends Stack, H extends HeaderName> = [Conflict<S, H>] extends [never]
  ? unknown
  : `this rule already matches ${Rows[Conflict<S, H>]["title"]}; it can never match ${Rows[H]["title"]} too`;
