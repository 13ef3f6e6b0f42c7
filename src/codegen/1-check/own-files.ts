import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ts, type Ts } from "../ts-morph.js";
import { compilerOptions } from "./compiler-options.js";

/** The folder of xdpgen's own code. */
const LANGUAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url))
  .split(sep)
  .join("/");

/**
 * Parses a rules file and the files that it imports, and nothing of what they are judged by: the libraries and the rule language are most
 * of what a check reads, and later phases do not need them.
 */
export function parse(entryPath: string): Ts.Program {
  const options: Ts.CompilerOptions = { ...compilerOptions(false), noLib: true };
  const host = ts.createCompilerHost(options, true);
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => name, options);
  host.resolveModuleNameLiterals = (literals, importer, redirected) =>
    literals.map(({ text }) =>
      text === "xdpgen"
        ? { resolvedModule: undefined }
        : ts.resolveModuleName(text, importer, options, host, cache, redirected),
    );
  return ts.createProgram([entryPath], options, host);
}

/** The user's files: not declarations, not packages, and not xdpgen itself when it runs from its sources. */
export function ownFiles(program: Ts.Program): readonly Ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (s) =>
        !s.isDeclarationFile &&
        !s.fileName.includes("/node_modules/") &&
        !s.fileName.startsWith(LANGUAGE_FOLDER),
    )
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}
