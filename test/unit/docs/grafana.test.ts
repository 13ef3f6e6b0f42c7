import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleName } from "../../../src/cli/metrics/exposition.js";
import { FAMILIES } from "../../../src/cli/metrics/families.js";

const docs = join(import.meta.dirname, "../../../docs");
const text = readFileSync(join(docs, "grafana.json"), "utf8");

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}
const board = JSON.parse(text) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string }[] };
};

const names = FAMILIES.map(sampleName);

test("the board knows every metric, and no other", () => {
  const used = new Set([...text.matchAll(/\bxdpgen_\w+/g)].map(([name]) => name));
  expect([...used].sort()).toEqual([...names].sort());
});

test("the page has a row for every metric, with its type and its sentence, and no other", () => {
  const page = readFileSync(join(docs, "metrics.md"), "utf8");
  const rows = [...page.matchAll(/^\| `(xdpgen_\w+)` +\| (\w+) +\| [^|]* \| (.*?) +\|$/gm)];
  expect(rows.map(([, name, type, help]) => ({ name, type, help }))).toEqual(
    FAMILIES.map((family) => ({ name: sampleName(family), type: family.type, help: family.help })),
  );
});

test("every variable that an expression uses is one of the board's, or Grafana's own", () => {
  const own = ["datasource", ...board.templating.list.map(({ name }) => name), "__rate_interval", "__all"];
  for (const [, name] of text.matchAll(/\$\{?(\w+)/g)) expect(own).toContain(name);
});

test("its panels have places and numbers of their own, and something to ask", () => {
  const { panels } = board;
  expect(panels.length).toBeGreaterThan(5);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { gridPos, targets } of panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(targets.length).toBeGreaterThan(0);
  }
  const overlaps = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean =>
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  expect(panels.flatMap((a, i) => panels.slice(i + 1).filter((b) => overlaps(a, b)))).toEqual([]);
});
