/** What docs/evasion.md says of hostile frames and three filters is what they do here. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { XdpgenAnswer } from "../evasion/ask-xdpgen.js";
import { DIFFERENCES } from "../evasion/differences.js";
import { FILTER_NAMES } from "../evasion/filters.js";
import { FRAMES } from "../evasion/frames.js";
import { contractOf } from "../evasion/hostile-frame.js";
import { wrongFrames } from "../evasion/judgement.js";
import { runMatrix, type Matrix } from "../evasion/matrix.js";
import { PAGE, renderPage, versionsLine } from "../evasion/page.js";
import { RULESETS } from "../evasion/rulesets.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const page = readFileSync(PAGE, "utf8");

/** The cells of a page that are about xdpgen: numbers, frames, what is meant, and its two columns. */
function ownCells(text: string): string[][] {
  const rows = text.split("\n").filter((line) => /^\| \d+ +\|/.test(line));
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  return cells.map((row) => row.slice(0, row.length > 6 ? 6 : 4));
}

const agrees = ({ interpreter, kernel }: XdpgenAnswer, said: string): boolean =>
  interpreter === said && kernel === said;

test("the frames are many, and each has a name of its own", () => {
  expect(FRAMES.length).toBeGreaterThanOrEqual(45);
  expect(new Set(FRAMES.map(({ name }) => name)).size).toBe(FRAMES.length);
});

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("hostile frames"), () => {
  let matrix: Matrix;
  beforeAll(async () => {
    matrix = await runMatrix();
  });

  test.each(RULESETS.map(({ title }, index) => [title, index] as const))(
    "%s: interpreter and program do what docs/semantics.md says",
    (_, index) => {
      const { xdpgen, strict } = matrix.answers[index]!;
      const differs = FRAMES.flatMap((row, i) => {
        const plain = contractOf(row)[index]!;
        const said = { plain, strict: row.malformed ? "drop" : plain };
        const measured = { plain: xdpgen[i]!, strict: strict[i]! };
        const same = agrees(measured.plain, said.plain) && agrees(measured.strict, said.strict);
        return same ? [] : [{ frame: row.name, said, measured }];
      });
      expect(differs).toEqual([]);
    },
  );

  test("every filter does with plain frames what its rules say", () => {
    const plain = ["TCP over IPv4", "TCP over IPv6", "TCP to port 80 from another address"];
    for (const filter of FILTER_NAMES)
      expect(
        wrongFrames(matrix, filter).filter((name) => plain.includes(name)),
        filter,
      ).toEqual([]);
  });

  test("docs/evasion.md is what was measured", async ({ annotate }) => {
    const measured = await renderPage(matrix);
    expect(ownCells(page)).toHaveLength(FRAMES.length * (1 + RULESETS.length));
    expect(ownCells(page)).toEqual(ownCells(measured));
    const line = versionsLine(matrix.versions);
    if (page.includes(line)) expect(page).toBe(measured);
    // Other kernels and other releases of the peers may differ: the page speaks of those that it names.
    else await annotate(`only xdpgen's columns were compared: the page is of other versions. ${line}`);
  });

  test("the page says why of every frame with which a filter does what was not meant", () => {
    const said = FILTER_NAMES.map((filter) => {
      const explained = DIFFERENCES.filter(({ filters }) => filters.includes(filter));
      return { filter, frames: explained.flatMap(({ frames }) => frames).sort() };
    });
    const known = page.includes(versionsLine(matrix.versions));
    const ours = ["xdpgen", "strict"];
    for (const { filter, frames } of said)
      if (known || ours.includes(filter)) expect(wrongFrames(matrix, filter).sort(), filter).toEqual(frames);
  });
});
