import { describe, expect, test } from "vitest";
import { placeTables } from "../../../../src/codegen/5-plan/sections.js";
import type { Elements, Table } from "../../../../src/codegen/table.js";

const MIB = 1024 * 1024;
const table = (symbol: string, elements: Elements): Table => ({ symbol, elements, bounded: false });
const counting = (length: number) => Uint32Array.from({ length }, (_, i) => i);

describe("tables in sections", () => {
  test("small ones share a section", () => {
    const placed = placeTables([table("a", counting(10)), table("b", counting(20))]);
    expect(placed.map(({ pieces }) => pieces.map(({ symbol, section }) => [symbol, section]))).toEqual([
      [["a_0", ".rodata.0"]],
      [["b_0", ".rodata.0"]],
    ]);
  });

  test("no section has more than 4 MiB, every table starts on a cache line", () => {
    const lengths = [1, MIB, 3, MIB - 16, 16, 17, 5 * MIB, 1, MIB - 16, 1, 1];
    const placed = placeTables(lengths.map((length, i) => table(`t${i}`, counting(length).fill(i))));
    const sizes = new Map<string, number>();
    for (const { section, elements } of placed.flatMap(({ pieces }) => pieces))
      sizes.set(section, (sizes.get(section) ?? 0) + Math.ceil(elements.byteLength / 64) * 64);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(4 * MIB);
  });

  test("the pieces of a long one are all of its elements in order", () => {
    const elements = counting(2.5 * MIB);
    const [placed] = placeTables([table("long", elements)]);
    expect(placed!.pieces.map((piece) => piece.elements.length)).toEqual([MIB, MIB, MIB / 2]);
    const joined = Buffer.concat(placed!.pieces.map((piece) => Buffer.from(piece.elements.slice().buffer)));
    expect(joined.equals(Buffer.from(elements.buffer))).toBe(true);
  });

  test("tables of the same elements have one place", () => {
    const [first, other, second, wider] = placeTables([
      table("first", counting(1.5 * MIB)),
      table("other", counting(1.5 * MIB).fill(7, 1.5 * MIB - 1)),
      table("second", counting(1.5 * MIB)),
      table("wider", new BigUint64Array(counting(1.5 * MIB).buffer)),
    ]);
    expect(second).toMatchObject({ symbol: "second", shared: true });
    expect(second!.pieces).toBe(first!.pieces);
    expect([first!.shared, other!.shared, wider!.shared]).toEqual([false, false, false]);
  });
});
