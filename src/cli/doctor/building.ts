import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";
import { findClang } from "../../codegen/7-compile/index.js";
import type { XdpObject } from "../../codegen/source.js";
import { DiagnosticError } from "../../diagnostics/index.js";
import { objectFacts } from "../object-facts.js";
import type { Check } from "./check.js";
import { ok, problem, problemOf, type Finding } from "./finding.js";
import { compileFragment } from "./probe.js";

/** What turning rules into an object takes; `probe` compiles the doctor's own program. */
export function buildingChecks(probe: () => Promise<XdpObject>): readonly Check[] {
  const row = { group: "building", linuxOnly: false } as const;
  return [
    { ...row, name: "node", needs: [], examine: nodeVersion },
    { ...row, name: "clang", needs: [], examine: clangVersion },
    { ...row, name: "bpf target", needs: ["clang"], examine: bpfTarget },
    { ...row, name: "headers", needs: ["bpf target"], examine: headers },
    { ...row, name: "compile", needs: ["bpf target", "headers"], examine: () => compiles(probe) },
  ];
}

function nodeVersion(): Finding {
  const found = process.versions.node;
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  const oldest = (JSON.parse(text) as { engines: { node: string } }).engines.node.replace(/^>=/, "");
  return found.localeCompare(oldest, "en", { numeric: true }) >= 0
    ? ok(found)
    : problem(`${found} is too old`, `install Node.js ${oldest} or newer`);
}

function clangVersion(): Finding {
  const clang = findClang();
  return ok(`${clang.version}, ${absolute(clang.path)}`);
}

/** Where on the PATH a program is that was found there by its name. */
function absolute(program: string): string {
  if (program.includes(path.sep)) return program;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find(isExecutable) ?? program;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function bpfTarget(): Promise<Finding> {
  await compileFragment("");
  return ok("clang compiles for BPF");
}

/** The headers of other packages that generated C includes, each with headers of its own behind it. */
const HEADERS = ["asm/types.h", "linux/bpf.h", "bpf/bpf_helpers.h", "bpf/bpf_endian.h"] as const;

async function headers(): Promise<Finding> {
  const missing: Finding[] = [];
  for (const header of HEADERS) {
    try {
      // Included only if it is missing: then clang says so, and nothing about what the header itself includes.
      await compileFragment(`#if !__has_include(<${header}>)\n#include <${header}>\n#endif\n`);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      missing.push(...error.diagnostics.map(problemOf));
    }
  }
  const [first] = missing;
  if (first?.state !== "problem") return ok(HEADERS.join(", "));
  return problem(missing.map(({ says }) => says).join("; "), first.remedy);
}

async function compiles(probe: () => Promise<XdpObject>): Promise<Finding> {
  const { instructions } = objectFacts((await probe()).object);
  return ok(`a small program compiles: ${instructions} instructions`);
}
