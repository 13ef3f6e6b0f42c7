import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fail, type Span } from "../../diagnostics/index.js";
import type { SourceText } from "../checked-source.js";
import type { XdpObject, XdpSource } from "../source.js";
import { fillTables } from "./fill-tables.js";
import { clangArguments, clangPath, findClang, runClang, runClangSync, type ClangFailure } from "./clang.js";

export { clangPath, findClang, type Clang } from "./clang.js";

/** The fixed C that generated programs include. */
const INCLUDE = new URL("../../../templates/include/", import.meta.url);

type Sources = readonly Pick<SourceText, "file" | "text">[];

const ARGUMENTS = clangArguments("xdp.c", "xdp.o");

/**
 * Phase 7: has clang compile the C. That happens in a folder of its own, in which the user's sources lie beside xdp.c under
 * the names that `#line` gives them: so the object has the source lines in it, and no path of this machine.
 * @throws DiagnosticError XG401 no clang, XG402 too old, XG403 it refused the C, XG404 a header is missing, XG407 no BPF target
 */
export async function compile(source: XdpSource, sources: Sources): Promise<XdpObject> {
  const folder = stage(source, sources);
  try {
    return collect(folder, source, await runClang(folder, ARGUMENTS));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same for callers that cannot wait, such as an assertion in a test. */
export function compileSync(source: XdpSource, sources: Sources): XdpObject {
  const folder = stage(source, sources);
  try {
    return collect(folder, source, runClangSync(folder, ARGUMENTS));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lays out what clang reads in a new folder. */
function stage({ text }: XdpSource, sources: Sources): string {
  const folder = mkdtempSync(join(tmpdir(), "xdpgen-"));
  try {
    cpSync(INCLUDE, join(folder, "include"), { recursive: true });
    for (const source of sources) {
      if (source.file.startsWith("..")) continue;
      mkdirSync(dirname(join(folder, source.file)), { recursive: true });
      writeFileSync(join(folder, source.file), source.text);
    }
    writeFileSync(join(folder, "xdp.c"), text);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What clang made, unless it failed. */
function collect(folder: string, source: XdpSource, failure: ClangFailure | undefined): XdpObject {
  if (failure !== undefined) explain(failure);
  const object = readFileSync(join(folder, "xdp.o"));
  fillTables(object, source.tables);
  return { ...source, object };
}

/** Says what clang's failure means: something is missing on this machine, or xdpgen made bad C. */
function explain({ stderr }: ClangFailure): never {
  findClang();
  if (/unable to create target|No available targets are compatible|unknown target triple/.test(stderr)) {
    fail("XG407", { path: clangPath() });
  }
  const header = /fatal error: '([^']+)' file not found/.exec(stderr)?.[1];
  if (header !== undefined) fail("XG404", { header });
  const notes = stderr.trim().split("\n").slice(0, 12);
  const span = placeOf(stderr);
  const rule = span === undefined ? "" : ` of the rule at ${span.file}:${span.line}`;
  fail("XG403", { rule, log: "the rules file and what clang said" }, { span, notes });
}

/** The first place in a user's source that clang complains about: `#line` makes it name them. */
function placeOf(stderr: string): Span | undefined {
  const match = /^([^\s:]+\.m?ts):(\d+):(\d+): error/m.exec(stderr);
  return match === null ? undefined : { file: match[1]!, line: Number(match[2]), column: Number(match[3]) };
}
