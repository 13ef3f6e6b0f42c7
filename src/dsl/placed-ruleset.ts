import type { Place, Span } from "../diagnostics/span.js";
import type { BanDecl, CallSite, MatchDecl, PredicateDecl, RuleDecl, RulesetDecl } from "./declarations.js";
import { createSetPlacer } from "./placed-sets.js";

/** A call in the user's source: the name that is called, and its arguments as far as they are known. */
export interface PlacedCall {
  readonly name: Span;
  readonly arguments: readonly Place[];
}

/** Gives everything in a ruleset its place in the user's source; `callAt` says where a call stands that the DSL noted. */
export function placeRuleset(
  declaration: RulesetDecl,
  callAt: (site: CallSite) => PlacedCall,
): RulesetDecl<Span> {
  const placeSets = createSetPlacer(callAt);
  const placeSet = (set: unknown) => placeSets([set])[0];
  const match = (m: MatchDecl): MatchDecl<Span> => {
    const { name: span, arguments: places } = callAt(m.span);
    if (m.kind === "protocol-match") return { ...m, span };
    if (m.kind === "pair-match") return { ...m, set: placeSet(m.set), places, span };
    if (m.kind !== "field-match") return { ...m, places, span };
    // A spread argument is one place for several values: then only the call is known.
    return {
      ...m,
      values: placeSets(m.values),
      places: places.length === m.values.length ? places : [],
      span,
    };
  };
  const ban = (b: BanDecl): BanDecl<Span> => {
    const { name: span, arguments: places } = callAt(b.span);
    return { ...b, set: placeSet(b.set), places, span };
  };
  const predicate = (p: PredicateDecl): PredicateDecl<Span> => {
    const { name: span, arguments: places } = callAt(p.span);
    return { ...p, placeSets, places, span };
  };
  const rule = (r: RuleDecl): RuleDecl<Span> => ({
    ...r,
    matches: r.matches.map(match),
    predicates: r.predicates.map(predicate),
    bans: r.bans.map(ban),
    span: callAt(r.span).name,
  });
  return { ...declaration, rules: declaration.rules.map(rule), span: callAt(declaration.span).name };
}
