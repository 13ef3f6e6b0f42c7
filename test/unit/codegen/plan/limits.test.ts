/** What is too large for a program is refused before clang and the kernel see it. */
import { describe, expect, test } from "vitest";
import { plan } from "../../../../src/codegen/5-plan/index.js";
import { checkMemory, MOST_SECTIONS } from "../../../../src/codegen/5-plan/limits.js";
import { emit } from "../../../../src/codegen/6-emit/index.js";
import { DiagnosticError, type Diagnostic } from "../../../../src/diagnostics/index.js";
import type { PlacedTable } from "../../../../src/codegen/table.js";
import type { Match, Program, Rule } from "../../../../src/ir/index.js";
import { drop, liveSet } from "../../../../src/dsl/index.js";
import { programOf as declared } from "../../../../src/testing/index.js";
import { identityOf } from "../../../support/identity.js";

const span = { file: "rules/large.ts", line: 3, column: 1 };

/** A rule about so many single addresses that are no neighbours. */
const addresses = (id: number, count: number): Rule => {
  const values = Uint32Array.from({ length: count }, (_, i) => 2 * i + 1);
  const operand = { kind: "set", name: undefined, firsts: values, lasts: values } as const;
  const match = { kind: "field", field: "ipv4Src", operand, negated: false, span } as const;
  return { id, name: `rule ${id}`, action: "drop", matches: [match], predicates: [], live: [], span };
};
const programOf = (...rules: Rule[]): Program => ({ policy: "pass", rules, sets: [] });

function refusal(act: () => unknown): readonly Diagnostic[] {
  try {
    act();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  return [];
}

describe("limits", () => {
  test("XG310: tables that need more memory than is allowed are named", () => {
    const program = programOf(addresses(0, 100_000));
    const [found] = refusal(() => plan(program, { memory: 100_000 }));
    expect(found).toMatchObject({ code: "XG310", span: { file: "rules/large.ts", line: 3 } });
    expect(found!.message).toMatch(/ KiB for 1 rule about ipv4Src, 100,000 intervals: "rule 0"$/);
    expect(refusal(() => plan(program, { memory: 2_000_000 }))).toEqual([]);
  });

  test("XG310: tables that rules share take their memory once", () => {
    const [first, second] = [addresses(0, 50_000), addresses(1, 50_000)];
    const destinations = second.matches.map((match) => ({ ...match, field: "ipv4Dst" }) as Match);
    const program = programOf(first, { ...second, matches: destinations });
    const { tables } = plan(program);
    const own = tables.filter(({ shared }) => !shared).flatMap(({ pieces }) => pieces);
    const needed = own.reduce((sum, { elements }) => sum + elements.byteLength, 0);
    expect(tables.some(({ shared }) => shared)).toBe(true);
    expect(refusal(() => plan(program, { memory: needed }))).toEqual([]);
    expect(refusal(() => plan(program, { memory: needed - 1 }))).toMatchObject([{ code: "XG310" }]);
  });

  test("XG310: tables of more sections than there can be", () => {
    const elements = Uint32Array.of(1);
    const inSections = (count: number): PlacedTable => ({
      symbol: "table",
      bounded: false,
      shared: false,
      pieces: Array.from({ length: count }, (_, i) => ({
        symbol: `table_${i}`,
        section: `.rodata.${i}`,
        elements,
      })),
    });
    const NOTHING_LIVE = { sets: [], limiters: [] };
    expect(refusal(() => checkMemory([inSections(MOST_SECTIONS)], NOTHING_LIVE, [], 1000))).toEqual([]);
    expect(refusal(() => checkMemory([inSections(MOST_SECTIONS + 1)], NOTHING_LIVE, [], 1000))).toMatchObject(
      [{ code: "XG310" }],
    );
  });

  test("XG310: live sets and rates take memory as well", () => {
    const bans = liveSet("bans", { type: "ipv4", capacity: 1_000_000 });
    const program = declared(drop().ipv4Src(bans).over({ rate: "1/s", per: "ipv4Src" }));
    const [found] = refusal(() => plan(program, { memory: 2 ** 20 }));
    expect(found).toMatchObject({ code: "XG310" });
    expect(found!.message).toMatch(/for the live set "bans"; .* for the rate of/);
    expect(refusal(() => plan(program))).toEqual([]);
  });

  test("XG311: more comparisons than functions can hold", () => {
    const [found] = refusal(() => plan(programOf(addresses(0, 300_000)), { strategy: "in-order" }));
    expect(found).toMatchObject({ code: "XG311", span: { line: 3 } });
  });

  test("XG312: names that do not fit the manifest", () => {
    let state = 1;
    const letters = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0).toString(36);
    const rules = Array.from({ length: 120_000 }, (_, id): Rule => ({
      ...addresses(id, 1),
      name: Array.from({ length: 9 }, letters).join(""),
    }));
    const program = programOf(...rules);
    const planned = plan(programOf(rules[0]!));
    const [found] = refusal(() => emit({ ...planned, counted: [] }, program, identityOf("long")));
    expect(found).toMatchObject({ code: "XG312" });
    expect(found!.message).toContain("120000");
  });
});
