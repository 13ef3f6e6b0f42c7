import { join, relative, sep } from "node:path";
import { projectRoot } from "../codegen/1-check/project-root.js";
import { lower } from "../codegen/3-lower/index.js";
import { fail, type Span } from "../diagnostics/index.js";
import { placeRuleset, rulesetDeclarationOf, type CallSite, type Rules, type Ruleset } from "../dsl/index.js";
import type { Program } from "../ir/index.js";
import { show } from "../packet/index.js";
import { decode } from "./decode.js";
import { withElements, type JudgeContext } from "./given-elements.js";
import { interpret, type Decision } from "./interpret.js";

/** What stands for a place that the stack did not show. */
const SOMEWHERE: Span = { file: "rules", line: 1, column: 1 };

/** Rules as a test imports them become a program, by the same lowering that a build does. */
export function programOf(rules: Rules | Ruleset): Program {
  const declaration = rulesetDeclarationOf(rules);
  if (declaration === undefined) fail("XG105", { what: show(rules) });
  const placed = placeRuleset(declaration, (site) => ({ name: placeOf(site), arguments: [] }));
  return lower(placed, projectRoot(join(process.cwd(), "rules"))).program;
}

/** The stack's paths are absolute; people and editors know them from where the tests run. */
function placeOf(site: CallSite): Span {
  if (site === undefined) return SOMEWHERE;
  const file = relative(process.cwd(), site.file);
  return file.startsWith("..") ? site : { ...site, file: file.split(sep).join("/") };
}

/**
 * What rules do to a frame, worked out by the reference interpreter: no kernel, no root, any system.
 * It is the first frame that they see: rates have not been used up. `context` says when it comes, and what is in live sets.
 * @throws DiagnosticError XG105 and XG2xx when the rules are wrong, XG822 and XG823 when the context is
 */
export function judge(rules: Rules | Ruleset, bytes: Uint8Array, context: JudgeContext = {}): Decision {
  return interpret(withElements(programOf(rules), context.sets), decode(bytes, context));
}
