/** Every message that rules can cause, as a user sees it: one folder a sample, named after the code that it shows. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { generate } from "../../src/codegen/index.js";
import {
  DiagnosticError,
  MESSAGES,
  renderDiagnostic,
  type Code,
  type Diagnostic,
} from "../../src/diagnostics/index.js";

const folder = import.meta.dirname;
const root = join(folder, "../..");
const samples = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** What a message never comes without: the count of wrong lines comes after the first of them. */
const COMPANY: Readonly<Partial<Record<Code, readonly Code[]>>> = { XG224: ["XG201", "XG202", "XG203"] };

const rows = Object.entries(MESSAGES) as [Code, (typeof MESSAGES)[Code]][];

/** What is said when rules are read, and not when a program is put somewhere. */
const isOfRules = ([code, row]: (typeof rows)[number]) => row.cause === "rules" && code < "XG400";

const colors = pc.createColors(false);
const readSource = (file: string) => readFileSync(join(root, file), "utf8");

async function diagnose(path: string): Promise<readonly Diagnostic[]> {
  try {
    return (await generate(path, { name: "sample" })).report.diagnostics;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
}

describe("samples", () => {
  test.each(samples.map(({ name }) => name))("%s", async (name) => {
    const diagnostics = await diagnose(join(folder, name, "rules.ts"));
    const code = name.slice(0, 5) as Code;
    expect(new Set(diagnostics.map((d) => d.code))).toEqual(new Set([code, ...(COMPANY[code] ?? [])]));
    const text = diagnostics.map((d) => renderDiagnostic(d, { colors, readSource })).join("\n\n");
    await expect(`${text}\n`).toMatchFileSnapshot(join(folder, name, "expected.txt"));
  });

  test("every message that a rules file can cause has one", () => {
    const shown = new Set(samples.map(({ name }) => name.slice(0, 5)));
    expect(rows.filter((row) => isOfRules(row) && !shown.has(row[0])).map(([code]) => code)).toEqual([]);
  });
});

describe("every other message", () => {
  const tests = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(root, "test", file), "utf8"))
    .join("\n");
  const others = rows.filter((row) => !isOfRules(row)).map(([code]) => code);

  test.each(others)("%s is provoked by a test", (code) => {
    expect(tests).toContain(code);
  });
});
