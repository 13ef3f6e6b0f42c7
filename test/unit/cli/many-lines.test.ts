/** What people see of things by the thousand is short, and says how much is not shown. */
import pc from "picocolors";
import { expect, test } from "vitest";
import type { CounterRow } from "../../../src/cli/counter-rates.js";
import { counterTable } from "../../../src/cli/counter-table.js";
import { explanationText } from "../../../src/cli/explain/explanation-view.js";
import { firstOfEach } from "../../../src/cli/first-of-each.js";
import { diagnostic } from "../../../src/diagnostics/index.js";
import { drop } from "../../../src/index.js";
import { decode, programOf } from "../../../src/testing/index.js";
import { ethernet, frame, ipv4 } from "../../../src/testing/frames.js";
import { interpret, trace } from "../../../src/testing/interpret.js";

const colors = pc.createColors(false);

test("of a code twenty diagnostics are shown, of each one", () => {
  const some = Array.from({ length: 23 }, () => diagnostic("XG303", {}));
  const other = diagnostic("XG704", { reason: "ENOSPC" });
  const { shown, more } = firstOfEach([...some, other]);
  expect(shown).toEqual([...some.slice(0, 20), other]);
  expect([...more]).toEqual([["XG303", 3]]);
  expect(firstOfEach(some.slice(0, 20)).more.size).toBe(0);
});

test("a table of counters has the busiest two hundred lines", () => {
  const rows = Array.from({ length: 1000 }, (_, i): CounterRow => ({
    ...{ name: `rule ${i}`, kind: "rule", action: "drop", statement: null, at: "", bytes: 0n, decides: true },
    ...{ packets: BigInt(i), packetsPerSecond: undefined },
  }));
  const table = counterTable(rows, colors);
  expect(table).toHaveLength(200);
  expect(table[1]).toMatch(/^rule 802 /);
  expect(table.at(-1)).toBe("… and 802 more");
});

test("an explanation of many rules has those that hold", () => {
  const rules = Array.from({ length: 101 }, (_, i) => drop(`net ${i}`).ipv4Src(`10.0.${i}.0/24`));
  const packet = decode(frame(ethernet(), ipv4({ src: "10.0.99.1" })));
  const explained = (count: number) => {
    const program = programOf(rules.slice(0, count));
    return explanationText(
      { packet, rules: trace(program, packet), decision: interpret(program, packet) },
      colors,
    );
  };
  expect(explained(100)).toContain("✗ ");
  const text = explained(101);
  expect(text).not.toContain("✗ ");
  expect(text).toContain("net 99");
  expect(text).toContain("… 100 rules not shown: --json has all");
});
