import { createRequire } from "node:module";
import type * as Jiti from "jiti";
import * as language from "../../index.js";
import type { CheckedSource } from "../checked-source.js";
// Rewritten modules look for its operators.
import "../staging/index.js";
import type { SourceMaps } from "./source-maps.js";

/** Required, not imported: for an import Node reads all of it once more, to find out which names it exports. */
const { createJiti } = createRequire(import.meta.url)("jiti") as typeof Jiti;

/**
 * Runs a rules file and what it imports, and returns its exports. The language that the modules import is the one of this
 * process, so that its rules are known again. Nothing is cached between two calls.
 */
export async function runModule(
  { entry, sources }: CheckedSource,
  maps: SourceMaps,
): Promise<Record<string, unknown>> {
  const transpiled = new Map(sources.map((source) => [source.path, source]));
  for (const { path, map } of sources) maps.add(path, map);
  // What the check did not read (a package's JavaScript) is not rules: jiti's own way is good enough for it.
  const plain = createJiti(entry.path, { fsCache: false });
  const jiti = createJiti(entry.path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { xdpgen: language },
    transform({ source, filename = "" }) {
      const known = transpiled.get(filename.replaceAll("\\", "/"));
      return { code: known?.code ?? plain.transform({ source, filename }) };
    },
  });
  return await jiti.import<Record<string, unknown>>(entry.path);
}
