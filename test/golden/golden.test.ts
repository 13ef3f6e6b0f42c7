/** The C that a few rulesets become, to be read; that it does what the rules say is shown by test/conformance. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../src/codegen/index.js";

const folder = import.meta.dirname;
const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const templates = join(folder, "../../templates");

describe.each(cases.map(({ name }) => name))("%s", (name) => {
  test("xdp.c and manifest.json are as expected", async () => {
    const { source } = await generate(join(folder, name, "rules.ts"), { name });
    await expect(source.text).toMatchFileSnapshot(join(folder, name, "expected/xdp.c"));
    const manifest = `${JSON.stringify(source.manifest, null, 2)}\n`;
    await expect(manifest).toMatchFileSnapshot(join(folder, name, "expected/manifest.json"));
  });
});

test("templates decide nothing: no if, no helper, no lookup", () => {
  const files = readdirSync(templates, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".hbs"),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(join(templates, file), "utf8");
    const tags = [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, tag]) => tag!.trim());
    expect(
      tags.filter((tag) => !/^(#each [\w.]+|\/each|else|this|> [\w-]+( [\w.]+)?|[\w.]+)$/.test(tag)),
    ).toEqual([]);
  }
});
