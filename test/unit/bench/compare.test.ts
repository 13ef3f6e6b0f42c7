import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { compare, comparisonLines } from "../../../bench/compare.js";
import type { Row } from "../../../bench/row.js";

const ROOT = join(import.meta.dirname, "../../..");

/** A row of which the test says what it is about. */
const row = (changes: Partial<Row>): Row => ({
  ...{ case: "ipv4-exact-1000-hit", candidate: "xdpgen", mode: "wrapper" },
  ...{ minNs: 8, medianNs: 9, q1Ns: 8.9, q3Ns: 9.1, overFloorNs: 1, overFloorMedianNs: 1.1 },
  ...{ rounds: 15, readyMs: 100 },
  ...changes,
});

describe("two runs", () => {
  test("that are the same have nothing to tell", () => {
    expect(compare([row({})], [row({})])).toMatchObject({ worse: [], better: [], same: 1 });
  });

  test("differ where a candidate takes longer over the floor", () => {
    const { worse, better, same } = compare([row({})], [row({ minNs: 12, overFloorNs: 5 })]);
    expect(worse).toMatchObject([{ case: "ipv4-exact-1000-hit", candidate: "xdpgen", oldNs: 1, newNs: 5 }]);
    expect([better.length, same]).toEqual([0, 0]);
  });

  test("differ where a candidate takes less", () => {
    const { worse, better } = compare([row({ overFloorNs: 5 })], [row({})]);
    expect([worse.length, better.length]).toEqual([0, 1]);
  });

  test("do not differ by what the whole machine is slower", () => {
    const [before, after] = [row({}), row({ minNs: 15, medianNs: 16, q1Ns: 15.9, q3Ns: 16.1 })];
    expect(compare([before], [after])).toMatchObject({ worse: [], same: 1 });
  });

  test("do not differ within the spread of either", () => {
    const noisy = { q1Ns: 8, q3Ns: 12 };
    const later = row({ minNs: 11, overFloorNs: 4 });
    expect(compare([row({})], [later]).worse).toHaveLength(1);
    expect(compare([row(noisy)], [later]).worse).toHaveLength(0);
    expect(compare([row({})], [{ ...later, ...noisy }]).worse).toHaveLength(0);
  });

  test("allow whole paths more noise than programs", () => {
    const change = (mode: Row["mode"]) =>
      compare([row({ mode })], [row({ mode, overFloorNs: 5 })]).worse.length;
    expect([change("wrapper"), change("live")]).toEqual([1, 0]);
  });

  test("are not compared by their floors, whose difference is the machine's", () => {
    const floor = (minNs: number) => row({ candidate: "floor-empty", minNs, overFloorNs: minNs - 10 });
    expect(compare([floor(5)], [floor(50)])).toMatchObject({ worse: [], better: [], same: 0 });
  });

  test("may have cases that the other has not", () => {
    const other = row({ case: "rules-10" });
    const { onlyOld, onlyNew } = compare([row({})], [other]);
    expect([onlyOld, onlyNew]).toEqual([["ipv4-exact-1000-hit xdpgen wrapper"], ["rules-10 xdpgen wrapper"]]);
  });
});

test("every change has a line, and the last line counts them", () => {
  const lines = comparisonLines(
    compare([row({}), row({ case: "a" })], [row({ overFloorNs: 5 }), row({ case: "b" })]),
  );
  expect(lines).toEqual([
    "worse   ipv4-exact-1000-hit xdpgen wrapper: 1.0 → 5.0 ns over the floor (noise 0.5)",
    "gone    a xdpgen wrapper",
    "new     b xdpgen wrapper",
    "1 worse, 0 better, 0 within the noise",
  ]);
});

describe("bench --check", () => {
  const folder = mkdtempSync(join(tmpdir(), "xdpgen-bench-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, rows: readonly Row[]): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ form: "quick", machine: {}, rows }));
    return path;
  };
  const check = (...files: readonly string[]) =>
    spawnSync("npx", ["jiti", "bench/main.ts", "--check", ...files], { cwd: ROOT, encoding: "utf8" });

  test("ends with 1 when something got worse, and with 0 when nothing did", () => {
    const [old, slower] = [write("old.json", [row({})]), write("new.json", [row({ overFloorNs: 5 })])];
    const worse = check(old, slower);
    expect(worse.stdout).toContain("worse   ipv4-exact-1000-hit xdpgen wrapper: 1.0 → 5.0 ns");
    expect(worse.status).toBe(1);
    expect(check(slower, old).status).toBe(0);
  });

  test("takes two files", () => {
    const { status, stderr } = check(write("old.json", []));
    expect(stderr).toContain("--check takes two files");
    expect(status).toBe(2);
  });
});
