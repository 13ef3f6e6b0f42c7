import { expect, test } from "vitest";
import { trie } from "../../../../src/codegen/5-plan/strategies/trie.js";
import { tableBytes } from "../../../../src/codegen/table.js";
import { trieCases } from "../../../support/trie-cases.js";
import { probesOf, searchNarrow } from "../../../support/value-maps.js";

interface Level {
  readonly factor: number;
  readonly shift: number;
  readonly mask: number;
}

const possible = trieCases();

test.each(possible)("$title", ({ map }) => {
  const { tables, constants } = trie.build(map, "lookup");
  const levels: readonly Level[] = constants.levels;
  for (const value of probesOf(map)) {
    const found = levels.reduce(
      (node, { factor, shift, mask }, i) =>
        Number(tables[i]!.elements[node * factor + ((Number(value) >>> shift) & mask)]),
      0,
    );
    expect(found, `of ${value}`).toBe(searchNarrow(map, value));
  }
  const bytes = tables.reduce((sum, table) => sum + tableBytes(table), 0);
  expect(trie.estimate(map)!.memory).toBeGreaterThanOrEqual(bytes * 0.99);
});

test("there are large maps for it", () => {
  expect(Math.max(...possible.map(({ map }) => map.firsts.length))).toBeGreaterThanOrEqual(10_000);
});

test("labels of more than 16 bits are not for it", () => {
  const map = possible[0]!.map;
  expect(trie.estimate({ ...map, otherwise: 65_536 })).toBeUndefined();
});
