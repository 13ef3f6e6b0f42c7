import type { Place, Span } from "../../diagnostics/index.js";
import type { Not, Range } from "../../dsl/index.js";

/** A value beside the place where it stands. */
export interface Written {
  readonly value: unknown;
  readonly place: Place;
}

/** Gives each value its place; `span` stands for all of them when the text does not show them one by one. */
export function pair(values: readonly unknown[], places: readonly Place[], span: Span): Written[] {
  const known = places.length === values.length;
  return values.map((value, i) => ({ value, place: known ? places[i]! : { span, parts: [] } }));
}

/** Takes arrays apart, however deep they are nested. */
export function flatten(written: readonly Written[]): readonly Written[] {
  return written.some(({ value }) => Array.isArray(value))
    ? written.flatMap((w) =>
        Array.isArray(w.value) ? flatten(pair(w.value as unknown[], w.place.parts, w.place.span)) : [w],
      )
    : written;
}

const isKind = (value: unknown, kind: string) =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === kind;

export const isNot = (value: unknown): value is Not => isKind(value, "not");
export const isRange = (value: unknown): value is Range => isKind(value, "range");
