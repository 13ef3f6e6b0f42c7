/** The rules that the pages show are rules, and the messages below them are the messages. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pc from "picocolors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../../src/codegen/index.js";
import { DiagnosticError, renderDiagnostic, type Diagnostic } from "../../../src/diagnostics/index.js";
import { codeBlocks, ROOT } from "./code-blocks.js";

/** A project like a user's. */
const project = mkdtempSync(join(tmpdir(), "xdpgen-docs-"));
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
};

/** A text whose first line names a list is that list. */
const LIST = /^# (lists\/\S+\.txt)\b/;

beforeAll(() => write("package.json", "{}\n"));
afterAll(() => rmSync(project, { recursive: true }));

/** A file that other examples import says its name in its first line. */
const NAMED = /^\/\/ (\S+\.ts)\n/;

/** Every message that the rules cause, as `xdpgen check` prints it. */
async function messages(rules: string): Promise<string> {
  write("rules/example.ts", rules);
  const readSource = (file: string): string => readFileSync(join(project, file), "utf8");
  const render = (diagnostics: readonly Diagnostic[]): string =>
    diagnostics
      .map((d) => `${renderDiagnostic(d, { colors: pc.createColors(false), readSource })}\n`)
      .join("");
  try {
    return render((await generate(join(project, "rules/example.ts"))).report.diagnostics);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return render(error.diagnostics);
  }
}

describe.each(["README.md", "docs/language.md", "docs/predicates.md"])("%s", (page) => {
  const blocks = codeBlocks(page);
  for (const { text } of blocks) {
    const list = LIST.exec(text)?.[1];
    if (list !== undefined) write(list, text);
  }
  const examples = blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    if (block.language !== "ts" || block.text.includes("xdpgen/testing")) return [];
    return [{ ...block, expected: next?.language === "text" ? next.text : "" }];
  });

  test("shows some", () => {
    expect(examples.length).toBeGreaterThan(2);
  });

  test.each(examples)("line $line", async ({ text, expected }) => {
    const named = NAMED.exec(text)?.[1];
    if (named !== undefined) return write(named, text);
    // Editors and prettier take white space off the ends of lines; code frames have some.
    expect((await messages(text)).replace(/ +$/gm, "")).toBe(expected);
  });
});

test("the test in docs/language.md is the one that `xdpgen init` writes", () => {
  const shown = codeBlocks("docs/language.md").filter(({ text }) => text.includes("xdpgen/testing"));
  const written = readFileSync(join(ROOT, "templates/init/example.test.ts"), "utf8");
  expect(shown.map(({ text }) => text)).toEqual([written]);
});
