import pc from "picocolors";
import { describe, expect, test } from "vitest";
import type { CounterRow } from "../../../../src/cli/counter-rates.js";
import { frame, type ViewState } from "../../../../src/cli/stats/frame.js";
import { createHistory } from "../../../../src/cli/stats/history.js";
import { policy, rule } from "./rows.js";

const plain = pc.createColors(false);
const NOW = new Date("2026-01-01T00:03:20Z");

/** A view after a minute in which each row counted as many packets a second as `rates` says. */
function view(
  rows: readonly CounterRow[],
  rates: readonly number[],
  rest: Partial<ViewState> = {},
): ViewState {
  const history = createHistory();
  const at = (second: number): CounterRow[] =>
    rows.map((row, i) => ({
      ...row,
      packets: row.packets + BigInt(second * rates[i]!),
      bytes: row.bytes + BigInt(second * rates[i]! * 125),
    }));
  for (let second = 0; second <= 60; second++) history.add(at(second), second);
  return {
    facts: {
      ifname: "eth0",
      name: "block-a",
      mode: "native",
      id: 7,
      since: new Date("2026-01-01T00:00:00Z"),
      monitors: false,
    },
    rows: at(60),
    history,
    sets: [],
    limiters: [],
    sorting: "packets",
    scrolled: 0,
    now: NOW,
    ...rest,
  };
}

const bans = {
  set: { name: "bans", type: ["ipv4"], capacity: 1000, timeout: null, map: "set_0", elements: 0 },
  elements: 300,
  refused: 4,
} as const satisfies ViewState["sets"][number];
const limiter = {
  rule: "dns flood",
  map: "limiter_0",
  rate: 1000,
  unit: "packets",
  burst: 200,
  per: ["ipv4Src/24"],
  keys: 65536,
} as const satisfies ViewState["limiters"][number];

const few = (): ViewState =>
  view(
    [
      rule("quiet"),
      rule("was hot", 5000),
      rule("dns flood", 10),
      rule("trial", 0, { statement: "monitor" }),
      policy(3),
    ],
    [0, 0, 11_000, 500, 1000],
    { sets: [bans], limiters: [limiter] },
  );

const text = (state: ViewState, columns: number, rows: number): string =>
  frame(state, { columns, rows }, plain)
    .lines.map((line) => line.trimEnd())
    .join("\n");

test("on 80 columns and 24 rows", () => {
  expect(text(few(), 80, 24)).toBe(
    [
      "eth0  block-a, native mode, program id 7, for 3m 20s",
      "12,000 packets/s, 12.0 Mbit/s; 11,000 packets/s (92 %) dropped",
      "",
      "rule          action      packets/s    bit/s      packets  last minute",
      "dns flood     drop           11,000   11.0 M      660,010  █████████████████████",
      "trial         would drop        500    500 k       30,000  █████████████████████",
      "was hot       drop                0        0        5,000  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
      "quiet         drop                0        0            0  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
      "(policy)      pass            1,000    1.0 M       60,003  █████████████████████",
      ...Array.from({ length: 12 }, () => ""),
      "set bans  ███████████░░░░░░░░░░░░░░░░░░░░░░░░░░░  300 of 1,000 (30 %), 4 refused",
      "limit dns flood  1,000 packets/s for each ipv4Src/24, 200 at once",
      "p packets  b bits  o order  ↑↓ scroll  q quit  (by packets/s)",
    ].join("\n"),
  );
});

describe("a terminal of any size", () => {
  const hundred = view(
    [...Array.from({ length: 100 }, (_, i) => rule(`a rule with a name that is long ${i}`, i)), policy()],
    Array.from({ length: 101 }, (_, i) => i),
    { sets: Array.from({ length: 20 }, () => bans), limiters: [limiter] },
  );
  const sizes = [1, 2, 3, 5, 8, 13, 16, 24, 40, 100].flatMap((rows) =>
    [1, 5, 12, 20, 40, 60, 80, 120, 300].map((columns) => ({ columns, rows })),
  );
  test.each(sizes)("$columns × $rows is filled exactly, and nothing is wider", (size) => {
    for (const state of [few(), hundred]) {
      const { lines } = frame(state, size, plain);
      expect(lines).toHaveLength(size.rows);
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(size.columns);
    }
  });

  test("shows the hottest rules and says how many are elsewhere", () => {
    const shown = text(hundred, 80, 24);
    expect(shown).toMatch(/^a rule .*\n/m);
    expect(shown).toContain("… rules that are not shown: 91 below");
    expect(shown).toMatch(/… and 15 more/);
    const names = [...text(hundred, 200, 24).matchAll(/is long (\d+)/g)].map(([, n]) => n);
    expect(names.slice(0, 3)).toEqual(["99", "98", "97"]);
  });

  test("scrolls, and not past the end", () => {
    expect(text({ ...hundred, scrolled: 3 }, 200, 24)).toContain("3 above, 88 below");
    const end = text({ ...hundred, scrolled: 1000 }, 200, 24);
    expect(end).toContain("rules that are not shown: 91 above\n");
    expect(end).toMatch(/is long 0 /);
    expect(frame({ ...hundred, scrolled: 1000 }, { columns: 200, rows: 24 }, plain).scrolled).toBe(91);
  });

  test("leaves out columns where there is no room, the totals first", () => {
    const head = (columns: number): string =>
      /^rule.*$/m.exec(text(few(), columns, 24))![0].replace(/ +/g, " ");
    expect(head(80)).toBe("rule action packets/s bit/s packets last minute");
    expect(head(60)).toBe("rule action packets/s bit/s last minute");
    expect(head(50)).toBe("rule packets/s bit/s last minute");
    expect(head(34)).toBe("rule packets/s bit/s");
    expect(head(24)).toBe("rule packets/s");
    expect(head(14)).toBe("rule");
  });
});

test("the order is what was asked for", () => {
  const names = (sorting: ViewState["sorting"]): string[] =>
    [...text({ ...few(), sorting }, 80, 24).matchAll(/^(quiet|was hot|dns flood|trial) /gm)].map(
      ([, name]) => name!,
    );
  expect(names("order")).toEqual(["quiet", "was hot", "dns flood", "trial"]);
  expect(names("bits")).toEqual(["dns flood", "trial", "was hot", "quiet"]);
});

test("a program that only counts says so", () => {
  const state = few();
  const { lines } = frame(
    { ...state, facts: { ...state.facts, monitors: true } },
    { columns: 80, rows: 24 },
    plain,
  );
  expect(lines[0]).toContain("MONITOR: nothing is dropped");
  expect(lines[1]).toContain("would be dropped");
});

test("colours mark what discards packets now, and add no width", () => {
  const { lines } = frame(few(), { columns: 80, rows: 24 }, pc.createColors(true));
  expect(lines.find((line) => line.includes("dns flood"))).toContain("\u001b[31m");
  expect(lines.find((line) => line.includes("was hot"))).not.toContain("\u001b[31m");
  // eslint-disable-next-line no-control-regex -- that is what they are
  expect(lines.map((line) => line.replace(/\u001b\[\d+m/g, ""))).toEqual(
    frame(few(), { columns: 80, rows: 24 }, plain).lines,
  );
});
