import { formatSpan, type Session, type Span } from "../../diagnostics/index.js";
import { isLines, isLiveSet, isSet, type LiveSetDecl, type SetDecl } from "../../dsl/index.js";
import { show } from "../../packet/index.js";
import { flatten, isNot, type Written } from "./written.js";

/** What a set may be called: it stands in C, in tables, and may be the name of a map. */
const NAME = /^[a-z][a-z0-9_-]{0,62}$/;

/** A set, or a live one: their names are of one kind. */
type AnySet = SetDecl<Span> | LiveSetDecl<Span>;

/** A function that reports a name that is none or another set's. */
export function createSetNames(session: Session): (set: AnySet) => void {
  const known = new Map<unknown, AnySet>();
  return (set) => {
    if (typeof set.name !== "string" || !NAME.test(set.name)) {
      session.report("XG220", { given: show(set.name) }, set.places[0]?.span ?? set.span);
      return;
    }
    const first = known.get(set.name);
    if (first === undefined) known.set(set.name, set);
    else session.report("XG229", { name: set.name, first: formatSpan(first.span) }, set.span);
  };
}

/** The values in a set, and lines of files among them, each with its place. What does not belong into a set is reported. */
export function valuesOfSet(set: SetDecl<Span>, session: Session): readonly Written[] {
  const place = set.places[1] ?? { span: set.span, parts: [] };
  if (!Array.isArray(set.source) && !isLines(set.source)) {
    const expected = "an array of values, or lines(…)";
    session.report("XG228", { call: "set", expected, given: show(set.source) }, place.span);
    return [];
  }
  const values = flatten([{ value: set.source, place }]);
  if (values.length === 0) session.report("XG222", { what: `the set ${show(set.name)}` }, place.span);
  return values.filter(({ value, place: { span } }) => {
    const stranger = isNot(value)
      ? "not(…)"
      : isSet(value)
        ? "another set"
        : isLiveSet(value)
          ? "a live set"
          : undefined;
    if (stranger === undefined) return true;
    const expected = "values, ranges and lines(…)";
    session.report("XG228", { call: "set", expected, given: stranger }, span);
    return false;
  });
}
