import { readFileSync } from "node:fs";
import { compileSync } from "../codegen/7-compile/index.js";
import { loadObject, type LoadedProgram } from "../kernel/object.js";
import { MANIFEST_VERSION, type Manifest } from "../manifest/index.js";
import { packageVersion } from "../util/package-version.js";

/** Macros that a program is compiled with. */
export type Macros = Readonly<Record<string, number>>;

/**
 * Compiles a C file with the arguments that generated programs are compiled with, and loads its first program.
 * Fails as compiling (XG4xx) and loading (XG50x, XG603) do.
 */
export function loadC(file: URL, macros: Macros = {}): LoadedProgram {
  const name = file.pathname.split("/").at(-1)!.replace(/\.c$/, "");
  const manifest = nobodysManifest(name);
  const definitions = Object.entries(macros).map(([macro, value]) => `#define ${macro} ${value}\n`);
  const text = `${definitions.join("")}#line 1 "${name}.c"\n${readFileSync(file, "utf8")}`;
  const { object } = compileSync({ text, manifest, tables: [] }, []);
  return loadObject({ path: `${name}.o`, bytes: object, manifest });
}

/** What the loader wants to know of a program that was made of no rules. */
function nobodysManifest(name: string): Manifest {
  return {
    xdpgen: MANIFEST_VERSION,
    name,
    version: packageVersion(),
    source: { file: `${name}.c`, sha256: "0".repeat(64) },
    policy: { action: "drop", slot: 0 },
    rules: [],
    sets: [],
    limiters: [],
  };
}
