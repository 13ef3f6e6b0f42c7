import type { Session, Span } from "../../../diagnostics/index.js";
import type { KeyPart } from "../../../ir/index.js";
import { FIELD_NAMES, fieldRow, show, type FieldName } from "../../../packet/index.js";
import { nearest } from "../../../util/text.js";
import { pair, type Written } from "../written.js";

/** A key has as many parts at most. */
const MOST_PARTS = 2;

const KEY = /^(\w+)(?:\/(0|[1-9]\d{0,2}))?$/;

/** The whole of a field. */
export const wholeField = (field: FieldName): KeyPart => ({ field, length: fieldRow(field).bits });

/** The field of a name, or undefined. */
export const fieldNamed = (name: unknown): FieldName | undefined =>
  FIELD_NAMES.find((known) => known === name);

/** A field, its first bits, or an array of two of them. Undefined when something in it was refused. */
export function lowerKey(call: string, { value, place }: Written, session: Session): KeyPart[] | undefined {
  const written = Array.isArray(value)
    ? pair(value as unknown[], place.parts, place.span)
    : [{ value, place }];
  if (written.length === 0 || written.length > MOST_PARTS) {
    const given = `an array of ${written.length}`;
    session.report("XG241", { call, given, suggestion: "" }, place.span);
    return undefined;
  }
  const parts = written.map((part) => lowerPart(call, part.value, part.place.span, session));
  const good = parts.filter((part) => part !== undefined);
  return good.length === parts.length ? good : undefined;
}

function lowerPart(call: string, value: unknown, span: Span, session: Session): KeyPart | undefined {
  const match = typeof value === "string" ? KEY.exec(value) : null;
  const field = fieldNamed(match?.[1]);
  const refuse = (suggestion: string) => {
    session.report("XG241", { call, given: show(value), suggestion }, span);
    return undefined;
  };
  if (match === null) return refuse("");
  if (field === undefined) {
    const near = nearest(match[1]!, FIELD_NAMES);
    return refuse(near === undefined ? "" : `; did you mean ${near}?`);
  }
  const { bits } = fieldRow(field);
  const length = match[2] === undefined ? bits : Number(match[2]);
  return length >= 1 && length <= bits ? { field, length } : refuse(`: ${field} has ${bits} bits`);
}
