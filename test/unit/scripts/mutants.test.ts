/** The list of mutants against the code as it is now. Whether each is caught takes minutes: `npm run mutants`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MUTANTS } from "../../../scripts/mutants/index.js";
import { STEPS } from "../../../scripts/mutants/suite.js";
import { applyTo } from "../../../scripts/mutants/workspace.js";

const root = join(import.meta.dirname, "../../..");

describe("the list of mutants", () => {
  test("has many, and every way to break the compiler once", () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
    const changes = MUTANTS.map(({ file, find, replace }) => JSON.stringify([file, find, replace]));
    expect(new Set(changes).size).toBe(MUTANTS.length);
  });

  test("gives each a name of its own, in kebab-case", () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  test("says in one sentence what each breaks", () => {
    const isSentence = (text: string) => /^[A-Z`].*\.$/.test(text) && !/[.!?] [A-Z]/.test(text);
    expect(MUTANTS.map(({ breaks }) => breaks).filter((text) => !isSentence(text))).toEqual([]);
  });

  test("has tests that are there", () => {
    const files = STEPS.flatMap((step) => step.files);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(MUTANTS.filter(({ first }) => !files.includes(first.file))).toEqual([]);
  });
});

test.each(MUTANTS)("$name: its text is in $file once, and another one takes its place", (mutant) => {
  const text = readFileSync(join(root, mutant.file), "utf8");
  expect(applyTo(text, mutant)).not.toBe(text);
});

test("a mutant whose text is gone, or there twice, does not apply", () => {
  const mutant = { ...MUTANTS[0]!, find: "a", replace: "b" };
  expect(() => applyTo("x", mutant)).toThrow(RangeError);
  expect(() => applyTo("a a", mutant)).toThrow(RangeError);
  expect(applyTo("xay", mutant)).toBe("xby");
});
