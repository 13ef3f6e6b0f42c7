/** The public surface of `xdpgen/vitest/plugin`: rules that tests import have predicates as those of a build have. */
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { transpile } from "../codegen/1-check/transpile.js";

/** A plugin of Vite, as far as this one goes. */
export interface RulesPlugin {
  readonly name: string;
  /** Before Vite takes the types out: afterwards nobody knows where anything stood. */
  readonly enforce: "pre";
  /** A module that may hold rules, or a part of a predicate, rewritten; undefined for all others. */
  readonly transform: (
    code: string,
    id: string,
  ) => { readonly code: string; readonly map: string } | undefined;
}

/** This package: its own modules are no rules. */
const OWN = fileURLToPath(new URL("..", import.meta.url))
  .split(sep)
  .join("/");

/** What rewritten modules need; from here, so that it is the one that this package loads. From sources it is TypeScript. */
const RUNTIME = fileURLToPath(
  new URL(`../codegen/staging/index.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url),
);

/**
 * Has vitest read modules with predicates as a build does: `plugins: [xdpgen()]` in vitest.config.ts. It rewrites the TypeScript of the
 * project, and none of packages; for everything but packet data it does what it did.
 */
export default function xdpgen(): RulesPlugin {
  return {
    name: "xdpgen",
    enforce: "pre",
    transform(code, id) {
      if (!/\.[mc]?tsx?$/.test(id) || id.includes("/node_modules/") || id.startsWith(OWN)) return undefined;
      const file = relative(process.cwd(), id).split(sep).join("/");
      return transpile(code, id, { isModule: true, rewritten: { file, runtime: RUNTIME } });
    },
  };
}
