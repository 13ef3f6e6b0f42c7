/** `npm run fuzz` as a command: what it takes, what it prints, how it ends. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { WAYS } from "../../src/codegen/5-plan/index.js";
import { ethernet, frame, ipv4, udp } from "../../src/testing/frames.js";
import { writeCapture } from "../../src/testing/capture.js";
import { OPTIONS, readArguments, USAGE } from "../../scripts/fuzz/arguments.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "xdpgen-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the fuzzer in a folder of the test's own; `interruptAt` is what it says when it gets an interrupt. */
function run(args: readonly string[], interruptAt?: string): Promise<Run> {
  const child = spawn(join(ROOT, "node_modules/.bin/jiti"), [join(ROOT, "scripts/fuzz.ts"), ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  let isInterrupted = false;
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    if (interruptAt === undefined || isInterrupted || !stderr.includes(interruptAt)) return;
    isInterrupted = true;
    child.kill("SIGINT");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("--help explains all options", async () => {
  const { code, stdout } = await run(["--help"]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${USAGE}\n` });
  for (const option of Object.keys(OPTIONS)) expect(USAGE).toContain(`  --${option} `);
});

test("wrong arguments are a message and the exit code 2", async () => {
  const { code, stdout, stderr } = await run(["--seconds", "soon"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain('--seconds takes a number above 0, not "soon"');
});

test.each([
  [["--seconds", "0"], '--seconds takes a number above 0, not "0"'],
  [["--rulesets", "1.5"], '--rulesets takes a whole number from 1 on, not "1.5"'],
  [["--rulesets", "0"], '--rulesets takes a whole number from 1 on, not "0"'],
  [["--seed", "0x10"], '--seed takes a whole number from 0 on, not "0x10"'],
  [["--only", "3", "--rulesets", "4"], "--only stands without --rulesets"],
  [["--replay", "x", "--seed", "4"], "--replay stands without --seed"],
  [["--bogus"], "Unknown option '--bogus'"],
  [["60"], "Unexpected argument '60'"],
])("%j is refused", (args, message) => {
  const wish = readArguments(args);
  expect(wish).toMatchObject({ kind: "wrong", message: expect.stringContaining(message) });
});

test.each([
  [[], { first: 0, rulesets: undefined, seconds: 60 }],
  [["--rulesets", "5"], { first: 0, rulesets: 5, seconds: undefined }],
  [["--rulesets", "5", "--seconds", "1.5"], { rulesets: 5, seconds: 1.5 }],
  [["--only", "0", "--seed", "0"], { first: 0, rulesets: 1, seconds: undefined, seed: 0 }],
  [["--only", "7"], { first: 7, rulesets: 1, seed: undefined }],
])("%j is understood", (args, expected) => {
  expect(readArguments(args)).toMatchObject({ kind: "fuzz", ...expected });
});

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("a run in the kernel"), () => {
  test("--rulesets and --seed: a line of figures", async () => {
    const { code, stdout, stderr } = await run(["--rulesets", "2", "--seed", "7"]);
    expect(stderr).toContain("seed 7\n");
    expect(stdout).toMatch(
      /^seed 7, 2 rulesets, \d+ frames, \d+ evaluations, 0 mismatches, [\d.]+ s, coverage: fields \d+\/\d+, .*deciding rules \d+\/\d+\n$/,
    );
    expect(code).toBe(0);
  });

  test("--only and --json: the figures of one ruleset on one line", async () => {
    const { code, stdout } = await run(["--only", "1", "--seed", "7", "--json"]);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({
      seed: 7,
      rulesets: 1,
      mismatches: 0,
      failures: [],
      interrupted: false,
      coverage: { datatypes: { of: expect.any(Number) } },
    });
    expect(code).toBe(0);
  });

  test("an interrupt ends it with the figures so far", async () => {
    const { code, stdout } = await run(["--seconds", "600", "--seed", "7"], "seed 7");
    expect(stdout).toMatch(/^interrupted\n(did not come up.*\n)?seed 7, \d+ rulesets, .* 0 mismatches, /);
    expect(code).toBe(130);
  });

  test("--replay judges a rules file and a capture", async () => {
    writeFileSync(join(folder, "package.json"), "{}\n");
    const rules = 'import { tx } from "xdpgen";\n\nexport default tx("dns").udpDport(53);\n';
    writeFileSync(join(folder, "rules.ts"), rules);
    writeCapture(join(folder, "frame.pcap"), [frame(ethernet(), ipv4(), udp({ dport: 53 }))]);
    const { code, stdout } = await run(["--replay", "."]);
    expect(stdout.split("\n")).toEqual([
      'reference interpreter: tx by rule 0, "dns"',
      'unoptimised program: tx by rule 0, "dns"',
      'optimised program: tx by rule 0, "dns"',
      ...WAYS.map((way) => `by ${way}: tx by rule 0, "dns"`),
      "they agree",
      "",
    ]);
    expect(code).toBe(0);
  });

  test("--replay of a folder that has no failure in it is a message", async () => {
    const { code, stderr } = await run(["--replay", "nowhere"]);
    expect(stderr).toContain("nowhere");
    expect(stderr).not.toContain("    at ");
    expect(code).not.toBe(0);
  });

  test("nothing is written when all agree", () => {
    expect(existsSync(join(folder, "fuzz-failures"))).toBe(false);
  });
});
