import { formatSpan, type Session, type Span } from "../../../diagnostics/index.js";
import { isLiveSet, type FieldMatchDecl, type LiveSetDecl, type PairMatchDecl } from "../../../dsl/index.js";
import type { LiveSet, LiveSetMatch } from "../../../ir/index.js";
import { fitsLiveType, show, type FieldName } from "../../../packet/index.js";
import { flatten, isNot, pair, type Written } from "../written.js";
import { argument } from "./given.js";
import { fieldNamed } from "./keys.js";
import type { LiveSets } from "./live-sets.js";

/** A live set among a match's values, and what else stands there. */
export interface AskedSet {
  readonly set: LiveSetDecl<Span>;
  readonly negated: boolean;
  readonly isAlone: boolean;
  readonly span: Span;
}

/** The live set that a match asks, or undefined when there is none. */
export function askedSet({ values, places, span }: FieldMatchDecl<Span>): AskedSet | undefined {
  if (!values.some((value) => typeof value === "object")) return undefined;
  const written = flatten(pair(values, places, span));
  for (const one of written) {
    const inner = isNot(one.value) ? flatten(pair(one.value.values, one.place.parts, one.place.span)) : [one];
    const found = inner.find((w): w is Written & { value: LiveSetDecl<Span> } => isLiveSet<Span>(w.value));
    if (found === undefined) continue;
    return {
      set: found.value,
      negated: isNot(one.value),
      isAlone: written.length === 1 && inner.length === 1,
      span: found.place.span,
    };
  }
  return undefined;
}

/** `ipv4Src(bans)`, `ipv4Src(not(bans))`. */
export function lowerAsked(
  { set, negated, isAlone, span }: AskedSet,
  match: Pick<FieldMatchDecl<Span>, "field" | "span">,
  sets: LiveSets,
  session: Session,
): LiveSetMatch | undefined {
  if (!isAlone) {
    session.report("XG236", {}, span);
    return undefined;
  }
  const lowered = sets.lower(set);
  return lowered === undefined
    ? undefined
    : matchOf(lowered, [match.field], negated, span, match.span, session);
}

/** `pair(["ipv4Src", "tcpDport"], pairs)`. */
export function lowerPair(
  match: PairMatchDecl<Span>,
  sets: LiveSets,
  session: Session,
): LiveSetMatch | undefined {
  const given = argument(match, 0, match.fields);
  const set = argument(match, 1, match.set);
  const names: readonly unknown[] = Array.isArray(given.value) ? (given.value as unknown[]) : [];
  const fields = names.flatMap((name) => fieldNamed(name) ?? []);
  const refuse = (expected: string, { value, place }: Written) => {
    session.report("XG228", { call: "pair", expected, given: show(value) }, place.span);
    return undefined;
  };
  if (names.length !== 2 || fields.length !== 2) {
    const stranger = names.find((name) => fieldNamed(name) === undefined);
    return refuse("an array of two fields", stranger === undefined ? given : { ...given, value: stranger });
  }
  if (!isLiveSet<Span>(set.value)) return refuse("a live set", set);
  const lowered = sets.lower(set.value);
  return lowered === undefined
    ? undefined
    : matchOf(lowered, fields, false, set.place.span, match.span, session);
}

function matchOf(
  { name, type, span: declared }: LiveSet,
  fields: readonly FieldName[],
  negated: boolean,
  given: Span,
  span: Span,
  session: Session,
): LiveSetMatch | undefined {
  if (fields.length === type.length && fields.every((field, i) => fitsLiveType(field, type[i]!)))
    return { kind: "live-set", fields, set: name, negated, span };
  const usage =
    type.length === 2
      ? `write .pair([…, …], set) with a field of ${type[0]} and one of ${type[1]}`
      : `it was made at ${formatSpan(declared)}; make another one for ${fields.join(" and ")}`;
  session.report(
    "XG237",
    { set: name, fields: fields.join(" and "), type: type.join(" and "), usage },
    given,
  );
  return undefined;
}
