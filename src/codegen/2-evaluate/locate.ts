import { formatSpan, type Place, type Span } from "../../diagnostics/index.js";
import type { CallSite, MatchDecl, RuleDecl, RulesetDecl } from "../../dsl/index.js";
import type { CheckedSource } from "../checked-source.js";
import type { SourceMaps } from "./source-maps.js";

/** Gives everything in a declaration its place in the user's source; what has none gets the start of the rules file. */
export function locate(declaration: RulesetDecl, source: CheckedSource, maps: SourceMaps): RulesetDecl<Span> {
  const fileOf = new Map(source.sources.map((s) => [s.path, s.file]));
  const start: Span = { file: source.entry.file, line: 1, column: 1 };

  const callAt = (site: CallSite) => {
    const original = site === undefined ? undefined : maps.original(site, (path) => fileOf.get(path) ?? path);
    if (original === undefined) return { name: start, arguments: [] as readonly Place[] };
    return source.calls.get(formatSpan(original)) ?? { name: original, arguments: [] };
  };
  const match = (m: MatchDecl): MatchDecl<Span> => {
    const call = callAt(m.span);
    if (m.kind === "protocol-match") return { ...m, span: call.name };
    // A spread argument is one place for several values: then only the call is known.
    const places = call.arguments.length === m.values.length ? call.arguments : [];
    return { ...m, places, span: call.name };
  };
  const rule = (r: RuleDecl): RuleDecl<Span> => ({
    ...r,
    matches: r.matches.map(match),
    span: callAt(r.span).name,
  });

  return { ...declaration, rules: declaration.rules.map(rule), span: callAt(declaration.span).name };
}
