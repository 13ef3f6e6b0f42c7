import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import xdpgen from "../../../../src/testing/vitest-plugin.js";

const source = fileURLToPath(new URL("../../../../src/index.ts", import.meta.url));

/** A project whose tests have predicates; `XDPGEN_WITHOUT_PLUGIN` is for seeing what happens without. */
export default defineConfig({
  plugins: process.env["XDPGEN_WITHOUT_PLUGIN"] === undefined ? [xdpgen()] : [],
  resolve: { alias: [{ find: /^xdpgen$/, replacement: source }] },
  test: { include: ["*.check.ts"] },
});
