import { formatSpan, type Span } from "../../diagnostics/index.js";
import { placeRuleset, type CallSite, type RulesetDecl } from "../../dsl/index.js";
import type { CallPlace, CheckedSource } from "../checked-source.js";
import type { SourceMaps } from "./source-maps.js";

/** Gives everything in a declaration its place in the user's source; what has none gets the start of the rules file. */
export function locate(declaration: RulesetDecl, source: CheckedSource, maps: SourceMaps): RulesetDecl<Span> {
  const fileOf = new Map(source.sources.map((s) => [s.path, s.file]));
  const start: Span = { file: source.entry.file, line: 1, column: 1 };

  const nowhere: CallPlace = { name: start, arguments: [] };
  // One call may make a hundred thousand rules.
  const known = new Map<string, CallPlace>();
  const callAt = (site: CallSite): CallPlace => {
    if (site === undefined) return nowhere;
    const key = formatSpan(site);
    const call = known.get(key) ?? find(site);
    known.set(key, call);
    return call;
  };
  const find = (site: Span): CallPlace => {
    const original = maps.original(site, (path) => fileOf.get(path) ?? path);
    if (original === undefined) return nowhere;
    return source.calls.get(formatSpan(original)) ?? { name: original, arguments: [] };
  };
  return placeRuleset(declaration, callAt);
}
