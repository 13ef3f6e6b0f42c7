/** docs/fields.md is what the tables say, and its examples are rules. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../../src/codegen/index.js";
import { ROOT } from "./code-blocks.js";
import { FIELD_NAMES, PROTOCOL_NAMES } from "../../../src/packet/index.js";

const page = readFileSync(join(ROOT, "docs/fields.md"), "utf8");

test("it is up to date", () => {
  const script = [join(ROOT, "node_modules/.bin/jiti"), "scripts/render-fields.ts", "--check"] as const;
  const { status, stderr } = spawnSync(script[0], script.slice(1), { cwd: ROOT, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("it has a row for every method", () => {
  const methods = [...page.matchAll(/^\| `(\w+?)(?:\(\))?`/gm)].map(([, name]) => name);
  expect(methods).toEqual(expect.arrayContaining([...FIELD_NAMES, ...PROTOCOL_NAMES]));
});

test("every field has an example, and every example is a rule", async () => {
  const examples = [...page.matchAll(/`(\.\w+\([^`]*\))`/g)].map(([, text]) => text!);
  expect(FIELD_NAMES.filter((name) => !page.includes(`.${name}(`))).toEqual([]);

  const folder = mkdtempSync(join(tmpdir(), "xdpgen-fields-"));
  const file = join(folder, "examples.ts");
  const rules = examples.map((text, i) => `  drop("${i}")${text},`).join("\n");
  writeFileSync(file, `import { drop, not, range } from "xdpgen";\nexport default [\n${rules}\n];\n`);
  try {
    const { report } = await generate(file);
    expect(report.lowered.rules).toHaveLength(examples.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
