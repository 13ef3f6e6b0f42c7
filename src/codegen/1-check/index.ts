import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createSession, fail } from "../../diagnostics/index.js";
import type { CallPlace, CheckedSource, SourceText } from "../checked-source.js";
import { Project, type Ts } from "../ts-morph.js";
import { indexCalls } from "./call-index.js";
import { compilerOptions } from "./compiler-options.js";
import { projectRoot } from "./project-root.js";
import { typeDiagnostic } from "./type-diagnostics.js";

/** What only Node has: its types cost time, and are loaded for rules that need them. */
const NEEDS_NODE = /["']node:|\b(?:process|console|Buffer|URL|fetch)\b/;

/**
 * Phase 1: reads a rules file and everything it imports, and has the TypeScript compiler check it.
 * @throws DiagnosticError XG101 no such file, XG102 type errors, XG103 syntax errors
 */
export function check(path: string): CheckedSource {
  const entryPath = resolve(path);
  if (statSync(entryPath, { throwIfNoEntry: false })?.isFile() !== true) fail("XG101", { path });
  const root = projectRoot(entryPath);
  const fileName = (absolute: string) => relative(root, absolute).split(sep).join("/");

  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: compilerOptions(false) });
  project.addSourceFileAtPath(entryPath);
  if (ownFiles(project.getProgram().compilerObject).some(({ text }) => NEEDS_NODE.test(text))) {
    project.compilerOptions.set(compilerOptions(true));
  }
  const program = project.getProgram().compilerObject;
  const own = ownFiles(program);
  const session = createSession();
  for (const source of own) {
    session.add(program.getSyntacticDiagnostics(source).map((d) => typeDiagnostic(d, fileName, true)));
  }
  session.throwIfErrors();
  const calls = new Map<string, CallPlace>();
  for (const source of own) {
    session.add(program.getSemanticDiagnostics(source).map((d) => typeDiagnostic(d, fileName, false)));
    indexCalls(source, fileName(source.fileName), calls);
  }
  session.throwIfErrors();

  const sources = own.map((s): SourceText => ({
    path: s.fileName,
    file: fileName(s.fileName),
    text: s.text,
  }));
  return { root, entry: sources.find((s) => s.path === entryPath.split(sep).join("/"))!, sources, calls };
}

/** The user's files: not declarations, not packages, and not xdpgen itself when it runs from its sources. */
function ownFiles(program: Ts.Program): readonly Ts.SourceFile[] {
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

const LANGUAGE_FOLDER = fileURLToPath(new URL("../..", import.meta.url))
  .split(sep)
  .join("/");
