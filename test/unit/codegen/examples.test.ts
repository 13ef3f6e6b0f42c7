/** Every file in rules/ is a ruleset that builds without a word of complaint. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../../src/codegen/index.js";

const folder = join(import.meta.dirname, "../../../rules");

test.each(readdirSync(folder).filter((file) => file.endsWith(".ts")))("rules/%s", async (file) => {
  const { object, report } = await build(join(folder, file));
  expect(report.diagnostics).toEqual([]);
  expect(object.object.byteLength).toBeGreaterThan(1000);
});
