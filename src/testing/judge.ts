import { join, relative, sep } from "node:path";
import { projectRoot } from "../codegen/1-check/project-root.js";
import { lower } from "../codegen/3-lower/index.js";
import { fail, type Span } from "../diagnostics/index.js";
import {
  createSetPlacer,
  rulesetDeclarationOf,
  type CallSite,
  type MatchDecl,
  type Rules,
  type Ruleset,
  type RulesetDecl,
} from "../dsl/index.js";
import type { Program } from "../ir/index.js";
import { show } from "../packet/index.js";
import { decode, type FrameContext } from "./decode.js";
import { interpret, type Decision } from "./interpret.js";

/** What stands for a place that the stack did not show. */
const SOMEWHERE: Span = { file: "rules", line: 1, column: 1 };

/** Rules as a test imports them become a program, by the same lowering that a build does. */
export function programOf(rules: Rules | Ruleset): Program {
  const declaration = rulesetDeclarationOf(rules);
  if (declaration === undefined) fail("XG105", { what: show(rules) });
  return lower(withPlaces(declaration), projectRoot(join(process.cwd(), "rules"))).program;
}

function withPlaces(declaration: RulesetDecl): RulesetDecl<Span> {
  const placeSets = createSetPlacer((site) => ({ name: placeOf(site), arguments: [] }));
  const match = (m: MatchDecl): MatchDecl<Span> =>
    m.kind === "field-match"
      ? { ...m, values: placeSets(m.values), span: placeOf(m.span) }
      : { ...m, span: placeOf(m.span) };
  const rules = declaration.rules.map((r) => ({
    ...r,
    matches: r.matches.map(match),
    span: placeOf(r.span),
  }));
  return { ...declaration, rules, span: placeOf(declaration.span) };
}

/** The stack's paths are absolute; people and editors know them from where the tests run. */
function placeOf(site: CallSite): Span {
  if (site === undefined) return SOMEWHERE;
  const file = relative(process.cwd(), site.file);
  return file.startsWith("..") ? site : { ...site, file: file.split(sep).join("/") };
}

/**
 * What rules do to a frame, worked out by the reference interpreter: no kernel, no root, any system.
 * @throws DiagnosticError XG105 and XG2xx when the rules are wrong
 */
export function judge(rules: Rules | Ruleset, bytes: Uint8Array, context?: FrameContext): Decision {
  return interpret(programOf(rules), context === undefined ? decode(bytes) : decode(bytes, context));
}
