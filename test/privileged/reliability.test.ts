/** Short forms of `npm run reliability`: its promises hold, and it notices when one does not. */
import { existsSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readArguments } from "../../scripts/reliability/arguments.js";
import { wrongState } from "../../scripts/reliability/kills/inspection.js";
import type { Victim } from "../../scripts/reliability/kills/victims.js";
import { SCENARIOS, type ScenarioName } from "../../scripts/reliability/scenarios.js";
import { growth } from "../../scripts/reliability/soak/samples.js";
import { xdpgen } from "../support/cli.js";

const cli = path.join(import.meta.dirname, "../../dist/cli/main.js");

beforeAll(() => {
  expect(xdpgen(["--version"]).code).toBe(0); // compiled
  expect(existsSync(cli)).toBe(true);
});

const AMOUNTS = { kills: 4, calls: 150, replaces: 20, sets: 5_000, soak: 0.05 } as const satisfies Record<
  ScenarioName,
  number
>;

it.each(Object.entries(AMOUNTS))("%s", async (name, amount) => {
  const { signal } = new AbortController();
  const { broken, figures } = await SCENARIOS[name as ScenarioName].run({
    amount,
    cli,
    signal,
    progress() {},
  });
  expect(broken).toEqual([]);
  expect(Object.values(figures)).not.toEqual([]);
});

it("says what is wrong with a state that is neither the old nor the new one", () => {
  const before = { runs: "old", bans: new Set(["192.0.2.1"]) } as const;
  const after = { runs: "new", bans: new Set(["192.0.2.1", "192.0.2.2", "192.0.2.3"]) } as const;
  const victim: Victim = { name: "one", args: [], before, after, isBitByBit: false, watchMs: 0 };
  const some = { runs: "new", bans: new Set(["192.0.2.1", "192.0.2.3"]) } as const;
  expect([before, after].map((state) => wrongState(state, victim))).toEqual([undefined, undefined]);
  expect(wrongState({ ...before, runs: undefined }, victim)).toMatch(/runs nothing/);
  expect(wrongState(some, victim)).toMatch(/neither/);
  expect(wrongState(some, { ...victim, isBitByBit: true })).toBeUndefined();
  expect(wrongState({ ...some, bans: new Set() }, { ...victim, isBitByBit: true })).toMatch(/neither/);
});

it("sees what grows", () => {
  const flat = Array.from({ length: 50 }, () => ({ rss: 50_000, descriptors: 20 }));
  expect(growth("it", flat)).toEqual([]);
  expect(
    growth(
      "it",
      flat.map((one, i) => ({ ...one, descriptors: 20 + i })),
    ),
  ).toHaveLength(1);
  expect(
    growth(
      "it",
      flat.map((one, i) => ({ ...one, rss: one.rss + 2000 * i })),
    ),
  ).toHaveLength(1);
});

it("reads its command line", () => {
  expect(readArguments(["replaces", "--quick"])).toMatchObject({
    kind: "run",
    amount: SCENARIOS.replaces.quick,
  });
  expect(readArguments(["soak", "--minutes", "3"])).toMatchObject({ kind: "run", amount: 3 });
  expect(readArguments(["page"])).toEqual({ kind: "page" });
  for (const wrong of [
    [],
    ["other"],
    ["kills", "sets"],
    ["kills", "--amount", "0"],
    ["kills", "--minutes", "3"],
  ])
    expect(readArguments(wrong)).toMatchObject({ kind: "wrong" });
});
