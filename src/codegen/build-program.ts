import type { Program } from "../ir/index.js";
import { packageVersion } from "../util/package-version.js";
import { optimise } from "./4-optimise/index.js";
import { plan } from "./5-plan/index.js";
import { emit } from "./6-emit/index.js";
import { compileSync } from "./7-compile/index.js";
import type { XdpObject } from "./source.js";

/**
 * The object of a program that was made in memory: the phases behind the lowering, with the default optimisation. It is
 * of no rules file, so it carries no source lines. Blocks while clang runs.
 * @throws DiagnosticError XG301 for a rule that can never match, XG4xx for what this machine lacks
 */
export function buildProgram(program: Program): XdpObject {
  const identity = {
    name: "rules",
    version: packageVersion(),
    source: { file: "rules", sha256: "0".repeat(64) },
  };
  return compileSync(emit(plan(optimise(program).program), program, identity), []);
}
