import { DiagnosticError, fail, type Span } from "../../diagnostics/index.js";
import { rulesetDeclarationOf, type RulesetDecl } from "../../dsl/index.js";
import { show } from "../../packet/index.js";
import type { CheckedSource } from "../checked-source.js";
import { locate } from "./locate.js";
import { runModule } from "./run-module.js";
import { createSourceMaps } from "./source-maps.js";
import { thrownDiagnostic } from "./thrown.js";

/**
 * Phase 2: runs the rules file and takes the ruleset that it exports.
 * @throws DiagnosticError XG104 no default export, XG105 it is no rule, XG106 the file threw
 */
export async function evaluate(source: CheckedSource): Promise<RulesetDecl<Span>> {
  const maps = createSourceMaps();
  const exports = await runModule(source, maps).catch((thrown: unknown) => {
    throw new DiagnosticError([thrownDiagnostic(thrown, source, maps)]);
  });
  const span: Span = { file: source.entry.file, line: 1, column: 1 };
  if (!("default" in exports)) fail("XG104", { file: source.entry.file }, { span });
  const declaration = rulesetDeclarationOf(exports["default"]);
  if (declaration === undefined) fail("XG105", { what: show(exports["default"]) }, { span });
  return locate(declaration, source, maps);
}
