import type { Place, Session, Span } from "../../../diagnostics/index.js";
import { show } from "../../../packet/index.js";
import { nearest } from "../../../util/text.js";
import type { Written } from "../written.js";

/** The argument of a call at an index, with its place; the call's own place stands for one that the text does not show. */
export function argument(
  { places, span }: { readonly places: readonly Place[]; readonly span: Span },
  index: number,
  value: unknown,
): Written {
  return { value, place: places[index] ?? { span, parts: [] } };
}

/** Options as they were given, each with its place. */
export type Given<Name extends string> = Readonly<Record<Name, Written>>;

/** Takes an object with options apart. Reports what is none, and options that the call does not know. Undefined when it is no object. */
export function readOptions<Name extends string>(
  call: string,
  { value, place }: Written,
  known: readonly Name[],
  session: Session,
): Given<Name> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const expected = `an object with ${known.join(", ")}`;
    session.report("XG228", { call, expected, given: show(value) }, place.span);
    return undefined;
  }
  const options = value as Readonly<Record<string, unknown>>;
  const placeOf = (option: string) =>
    place.parts.find(({ name }) => name === option) ?? { span: place.span, parts: [] };
  for (const option of Object.keys(options)) {
    if ((known as readonly string[]).includes(option)) continue;
    const near = nearest(option, known);
    const suggestion = near === undefined ? "" : `; did you mean ${near}?`;
    session.report("XG230", { call, option, suggestion, known: known.join(", ") }, placeOf(option).span);
  }
  const read = known.map((name) => [name, { value: options[name], place: placeOf(name) }]);
  return Object.fromEntries(read) as Given<Name>;
}
