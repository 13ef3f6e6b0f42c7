import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { createSession, fail } from "../../diagnostics/index.js";
import type { CallPlace, CheckedSource, SourceText } from "../checked-source.js";
import { Project, type Ts } from "../ts-morph.js";
import { indexCalls } from "./call-index.js";
import { compilerOptions } from "./compiler-options.js";
import { ownFiles, parse } from "./own-files.js";
import { projectRoot } from "./project-root.js";
import { transpile } from "./transpile.js";
import { typeDiagnostic } from "./type-diagnostics.js";

/** What only Node has: its types cost time, and are loaded for rules that need them. */
const NEEDS_NODE = /["']node:|\bimport\.meta\b|\b(?:process|console|Buffer|URL|fetch)\b/;

/** Without it there is no predicate, and no module has to be rewritten. */
const HAS_PREDICATES = /\bwhen\b/;

/** A rules file that has been read: what later phases need of it, and a judgement that may come later. */
export interface Reading {
  readonly source: CheckedSource;
  /** @throws DiagnosticError XG102 type errors */
  readonly judge: () => void;
}

/**
 * Reads a rules file and everything it imports.
 * @throws DiagnosticError XG101 no such file, XG103 syntax errors
 */
export function read(path: string): Reading {
  const entryPath = resolve(path);
  if (statSync(entryPath, { throwIfNoEntry: false })?.isFile() !== true) fail("XG101", { path });
  const root = projectRoot(entryPath);
  const fileName = (absolute: string) => relative(root, absolute).split(sep).join("/");

  const program = parse(entryPath);
  const own = ownFiles(program);
  const syntax = createSession();
  for (const file of own) {
    syntax.add(program.getSyntacticDiagnostics(file).map((d) => typeDiagnostic(d, fileName, true)));
  }
  syntax.throwIfErrors();

  const calls = new Map<string, CallPlace>();
  for (const file of own) indexCalls(file, fileName(file.fileName), calls);
  const hasPredicates = own.some(({ text }) => HAS_PREDICATES.test(text));
  const sources = own.map(({ fileName: absolute, text }): SourceText => {
    const file = fileName(absolute);
    const rewritten = hasPredicates ? { file } : undefined;
    return { path: absolute, file, text, ...transpile(text, absolute, { rewritten }) };
  });
  const entry = sources.find((s) => s.path === entryPath.split(sep).join("/"))!;
  return {
    source: { root, entry, sources, calls },
    judge() {
      const usesNode = own.some(({ text }) => NEEDS_NODE.test(text));
      const session = createSession();
      const judged = programOf(own, usesNode);
      for (const file of ownFiles(judged)) {
        session.add(judged.getSemanticDiagnostics(file).map((d) => typeDiagnostic(d, fileName, false)));
      }
      session.throwIfErrors();
    },
  };
}

/** Files as they were read, with all that they are judged by. */
function programOf(own: readonly Ts.SourceFile[], usesNode: boolean): Ts.Program {
  const options = compilerOptions(usesNode);
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: options });
  for (const { fileName, text } of own) project.createSourceFile(fileName, text, { overwrite: true });
  return project.getProgram().compilerObject;
}

/**
 * Reads a rules file and has the TypeScript compiler judge it.
 * @throws DiagnosticError XG101 no such file, XG102 type errors, XG103 syntax errors
 */
export function check(path: string): CheckedSource {
  const { source, judge } = read(path);
  judge();
  return source;
}
