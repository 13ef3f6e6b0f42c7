/** Random rulesets are what users write: the type checker takes them, and they mean the same as in memory. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Program } from "../../src/ir/index.js";
import { FIELD_NAMES } from "../../src/packet/index.js";
import { xdpgen } from "../support/cli.js";
import { batchOf } from "../fuzz/batch.js";
import { programBy } from "../fuzz/declared-by.js";
import { lowerFile } from "../fuzz/failure-folder.js";
import { formOf, FORMS, nameOfForm } from "../fuzz/forms.js";
import { matchNear } from "../fuzz/matches.js";
import { sorted } from "../fuzz/possible.js";
import { rulesFile } from "../fuzz/rules-file.js";
import { rulesetOf } from "../fuzz/rulesets.js";
import { draw } from "../fuzz/seeds.js";

const SEED = 5;
const batch = batchOf(SEED, 0, 2000);
const rulesets = Array.from({ length: 8 }, (_, number) => sorted(rulesetOf(SEED, number, batch)).ruleset);

const folder = mkdtempSync(join(tmpdir(), "xdpgen-fuzz-"));
writeFileSync(join(folder, "package.json"), "{}\n");
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program says, wherever it was written. */
const meaning = (program: Program) =>
  JSON.parse(
    JSON.stringify(program, (key, value: unknown) =>
      key === "span" ? undefined : typeof value === "bigint" ? `${value}n` : value,
    ),
  ) as unknown;

describe("a random ruleset as a rules file", () => {
  test.each([...rulesets.entries()])("number %i lowers to the same program", async (number, ruleset) => {
    const file = join(folder, `${number}.ts`);
    writeFileSync(file, rulesFile(ruleset));
    expect(meaning(await lowerFile(file))).toEqual(meaning(programBy(ruleset)));
  });

  test("is accepted by `xdpgen check`", () => {
    const file = join(folder, "checked.ts");
    writeFileSync(file, rulesFile(rulesets.at(-1)!));
    const { code, stderr } = xdpgen(["check", file]);
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
  });
});

test.each(FIELD_NAMES)("every form of %s is written as such", (field) => {
  const value = batch.havingField(field)[0]!.fields.get(field)!;
  const forms = FORMS.filter((form) => form.field === field);
  expect(forms.length).toBeGreaterThan(2);
  for (const form of forms) {
    const name = nameOfForm(form);
    const matches = draw(matchNear(form, value), 20, SEED, name, 0);
    expect(new Set(matches.map((match) => nameOfForm(formOf(match))))).toEqual(new Set([name]));
  }
});

test("the same seed makes the same frames and rulesets, another seed others", () => {
  const again = batchOf(SEED, 0, 2000);
  expect(again.frames).toEqual(batch.frames);
  expect(rulesetOf(SEED, 3, again)).toEqual(rulesetOf(SEED, 3, batch));
  expect(rulesetOf(SEED + 1, 3, batch)).not.toEqual(rulesetOf(SEED, 3, batch));
  expect(batchOf(SEED, 1, 100).frames).not.toEqual(batchOf(SEED, 0, 100).frames);
});
