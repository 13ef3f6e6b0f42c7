import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { ts, type Ts } from "../ts-morph.js";

/** The declarations (or, when run from source, the sources) of the rule language of this very xdpgen. */
function languageEntry(): string {
  const declarations = fileURLToPath(new URL("../../index.d.ts", import.meta.url));
  return existsSync(declarations) ? declarations : fileURLToPath(new URL("../../index.ts", import.meta.url));
}

/** The folder of the types of Node that come with xdpgen: so that rules may read files, whatever else is installed. */
function nodeTypes(): string {
  const { resolve } = createRequire(import.meta.url);
  return dirname(dirname(resolve("@types/node/package.json")));
}

/**
 * How rules files are checked: strictly, and the same everywhere, whatever tsconfig.json lies around. The libraries are
 * kept small because loading them is most of what a check costs (0.9 s instead of 1.7-3.1 s).
 */
export function compilerOptions(usesNode: boolean): Ts.CompilerOptions {
  return {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts"],
    ...(usesNode ? { types: ["node"], typeRoots: [nodeTypes()] } : { types: [] }),
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    noUncheckedIndexedAccess: false,
    paths: { xdpgen: [languageEntry()] },
  };
}
