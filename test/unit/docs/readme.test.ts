/** The README shows what is true: its excerpt of generated C, and every link to a file. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../../src/codegen/index.js";
import { codeBlocks, ROOT } from "./code-blocks.js";

test("the rule is rules/block-a.ts, and the C beside it is part of what it becomes", async () => {
  const [rule, excerpt] = codeBlocks("README.md");
  expect(rule!.text).toBe(readFileSync(join(ROOT, "rules/block-a.ts"), "utf8"));
  expect(excerpt!.language).toBe("c");

  const { source } = await generate(join(ROOT, "rules/block-a.ts"));
  const pieces = excerpt!.text.split("/* … */\n");
  expect(pieces.length).toBeGreaterThan(1);
  let from = 0;
  for (const piece of pieces) {
    const at = source.text.indexOf(piece, from);
    expect(at, `not in the generated C, or not in this order:\n${piece}`).toBeGreaterThanOrEqual(0);
    from = at + piece.length;
  }
});

test.each([
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...[
    "client",
    "commands",
    "conformance",
    "evasion",
    "exit-codes",
    "fields",
    "lab",
    "language",
    "live-sets",
    "metrics",
    "mutants",
    "replacing",
    "security",
    "semantics",
    "strategies",
    "testing",
    "watching",
  ].map((name) => `docs/${name}.md`),
])("every link of %s to a file leads to one", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/^```[^]*?^```$/gm, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!.replace(/#.*$/, ""));
  const files = targets.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
  expect(files.filter((file) => !existsSync(join(ROOT, dirname(page), file)))).toEqual([]);
});
