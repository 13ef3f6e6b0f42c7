import type { Place, Span } from "../diagnostics/span.js";
import type { CallSite, LinesDecl, LiveSetDecl, SetDecl } from "./declarations.js";

const isKind = (value: object, kind: string) => "kind" in value && value.kind === kind;

/** Whether a value is a set. */
export const isSet = <At>(value: unknown): value is SetDecl<At> =>
  typeof value === "object" && value !== null && isKind(value, "set");

/** Whether a value is what `lines(…)` makes. */
export const isLines = <At>(value: unknown): value is LinesDecl<At> =>
  typeof value === "object" && value !== null && isKind(value, "lines");

/** Whether a value is a live set. */
export const isLiveSet = <At>(value: unknown): value is LiveSetDecl<At> =>
  typeof value === "object" && value !== null && isKind(value, "live-set");

/**
 * A function that gives the sets among a match's values their places in the user's source. A set stays one set, however many
 * matches have it; values without a set stay as they are.
 */
export function createSetPlacer(
  callAt: (site: CallSite) => { readonly name: Span; readonly arguments: readonly Place[] },
): (values: readonly unknown[]) => readonly unknown[] {
  const placed = new Map<SetDecl | LiveSetDecl, SetDecl<Span> | LiveSetDecl<Span>>();
  const places = <D extends SetDecl | LinesDecl | LiveSetDecl>(decl: D) => {
    const call = callAt(decl.span);
    return { ...decl, places: call.arguments, span: call.name };
  };
  const placedSet = (decl: SetDecl | LiveSetDecl): SetDecl<Span> | LiveSetDecl<Span> => {
    const known = placed.get(decl);
    if (known !== undefined) return known;
    const made =
      decl.kind === "set"
        ? { ...places(decl), source: visit(decl.source) }
        : { ...places(decl), options: withElements(decl.options) };
    placed.set(decl, made);
    return made;
  };
  const withElements = (options: unknown) =>
    typeof options === "object" && options !== null && "elements" in options
      ? { ...options, elements: visit(options.elements) }
      : options;
  const all = (values: readonly unknown[]): readonly unknown[] =>
    values.some((value) => typeof value === "object") ? values.map(visit) : values;
  const visit = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return all(value);
    if (isSet(value) || isLiveSet(value)) return placedSet(value as SetDecl | LiveSetDecl);
    if (isLines(value)) return places(value as LinesDecl);
    if (isKind(value, "not") && "values" in value && Array.isArray(value.values))
      return { ...value, values: all(value.values) };
    return value;
  };
  return all;
}
