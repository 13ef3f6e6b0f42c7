/** The examples of docs/predicates.md, taken from the page: packets that each is about, and others that differ from them in one thing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recogniseMatches } from "../../../src/codegen/4-optimise/passes/recognise-matches.js";
import { createSession } from "../../../src/diagnostics/index.js";
import type { Program } from "../../../src/ir/index.js";
import { frame } from "../../../src/testing/frames.js";
import { decode, interpret } from "../../../src/testing/index.js";
import { loweredProgram } from "../../support/predicates/judge.js";
import { codeBlocks, pageLine } from "../../unit/docs/code-blocks.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { EXAMPLES } from "./example-packets.js";
import { withTrial } from "./judges.js";

const PAGE = "docs/predicates.md";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const texts = codeBlocks(PAGE)
  .filter(({ language, line }) => language === "ts" && line > pageLine(PAGE, "## Examples"))
  .map(({ text }) => text);

/** All examples in one file of rules, and each of them once: a type check takes a second. */
async function programOfPage(): Promise<Program> {
  writeFileSync(join(folder, "package.json"), "{}\n");
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `example${i}.ts`), text);
  const names = texts.map((_, i) => `example${i}`);
  const imports = names.map((name) => `import ${name} from "./${name}.js";\n`).join("");
  const all = names.map((name) => `...[${name}].flat()`).join(", ");
  writeFileSync(join(folder, "rules.ts"), `${imports}export default [${all}];\n`);
  return loweredProgram(join(folder, "rules.ts"));
}

/** Rules that only count: so each is asked about every packet, whatever the others say. */
const counting = (program: Program): Program => ({
  ...program,
  rules: program.rules.map((rule) => ({ ...rule, statement: "monitor" })),
});

describe("the examples of the page", () => {
  let written: Program;
  /** As they are written, and with what the optimiser makes matches of. */
  let programs: readonly Program[];
  beforeAll(async () => {
    written = await programOfPage();
    const program = counting(written);
    programs = [program, recogniseMatches.run(program, createSession())];
  });

  test("are ten, and the packets are about every rule of theirs", () => {
    expect(texts).toHaveLength(10);
    const rules = written.rules.map(({ name, statement, action }) => [name, statement ?? action]);
    expect(rules).toEqual(EXAMPLES.map(({ rule, does }) => [rule, does]));
  });

  const cases = EXAMPLES.flatMap(({ rule, matches, others }) => [
    ...matches.map((layers, i) => ({ rule, label: `match ${i + 1}`, layers, holds: true })),
    ...others.map((layers, i) => ({ rule, label: `near miss ${i + 1}`, layers, holds: false })),
  ]);

  /** The cases in which a judge says something else than the table. */
  const wrong = (countedBy: (bytes: Uint8Array) => readonly number[]) =>
    cases
      .filter(({ rule, layers, holds }) => {
        const counted = countedBy(frame(...layers)).map((id) => written.rules[id]!.name);
        return counted.includes(rule) !== holds;
      })
      .map(({ rule, label }) => `${rule}: ${label}`);

  test("hold for the packets that they are about, by the interpreter", () => {
    for (const program of programs)
      expect(wrong((bytes) => (interpret(program, decode(bytes)).counted ?? []).map(({ id }) => id))).toEqual(
        [],
      );
  });

  test.skipIf(missingPrivilege() !== undefined)(kernelTitle("and in the kernel"), async () => {
    for (const program of programs)
      await withTrial(program, (counted) => {
        expect(wrong((bytes) => counted(bytes, undefined))).toEqual([]);
      });
  });
});
