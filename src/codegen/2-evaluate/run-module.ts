import { createJiti } from "jiti";
import * as language from "../../index.js";
import type { SourceMaps } from "./source-maps.js";
import { transpile } from "./transpile.js";

/**
 * Runs a module and what it imports, and returns its exports. The language that the modules import is the one of this
 * process, so that its rules are known again. Nothing is cached between two calls.
 */
export async function runModule(path: string, maps: SourceMaps): Promise<Record<string, unknown>> {
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { xdpgen: language },
    transform({ source, filename }) {
      const { code, map } = transpile(source, filename ?? path);
      maps.add(filename ?? path, map);
      return { code };
    },
  });
  return await jiti.import<Record<string, unknown>>(path);
}
