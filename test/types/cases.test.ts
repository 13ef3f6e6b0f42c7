/** What the DSL's types accept, what they refuse, and the sentence in which they do it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../src/codegen/1-check/check.js";
import { DiagnosticError } from "../../src/diagnostics/index.js";

const cases = join(import.meta.dirname, "cases");

test("what is right compiles", () => {
  expect(check(join(cases, "accepted.ts")).entry.file).toBe("test/types/cases/accepted.ts");
});

describe.each(["rejected.ts", "predicates-rejected.ts"])(
  "what is wrong does not, and says why: %s",
  (file) => {
    const path = join(cases, file);
    const expected = new Map<number, string>();
    for (const [i, line] of readFileSync(path, "utf8").split("\n").entries()) {
      const comment = /;? \/\/ (.*)$/.exec(line);
      if (comment !== null) expected.set(i + 1, comment[1]!);
    }
    const said = messagesByLine(path);

    test.each([...expected])("line %i: %s", (line, sentence) => {
      expect(said.get(line)).toEqual([sentence]);
    });

    test("and nothing else is said", () => {
      expect([...said.keys()].sort((a, b) => a - b)).toEqual([...expected.keys()]);
    });
  },
);

function messagesByLine(path: string): Map<number, string[]> {
  const said = new Map<number, string[]>();
  try {
    check(path);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    for (const { span, message } of error.diagnostics) {
      said.set(span!.line, [...(said.get(span!.line) ?? []), message.split("\n")[0]!]);
    }
  }
  return said;
}
