/**
 * Runs the checks, then the test suites, the fast ones first; stops after the first group that is red.
 *
 *   npm test                          everything
 *   npm test -- lint unit             only these
 *   npm test -- --keep-going          everything, whatever is red
 *
 * The last line is `N passed, N failed, N skipped`. A check counts as one. A skipped test that
 * `allowed-skips.ts` does not excuse counts as failed: a test that did not run has shown nothing.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { styleText } from "node:util";
import { excuseFor } from "./allowed-skips.js";

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  /** Steps of one group all run, also when one of them is red. */
  readonly group: number;
  readonly run: () => Promise<Tally>;
}

/** What is used of vitest's JSON report. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const root = join(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules", ".bin", name);

const steps: readonly Step[] = [
  check("types", "tsc", ["-p", "tsconfig.json"]),
  check("lint", "eslint", ["."]),
  check("format", "prettier", ["--check", "--log-level=warn", "."]),
  check("layers", "depcruise", ["src", "--config", ".dependency-cruiser.cjs"]),
  suite("unit", 1),
  suite("conformance", 2),
  suite("privileged", 3),
  suite("kernels", 4),
  suite("lab", 5),
];

function check(name: string, command: string, args: readonly string[]): Step {
  const run = async (): Promise<Tally> => {
    const code = await exitCode(command, args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  };
  return { name, group: 0, run };
}

function suite(project: string, group: number): Step {
  const run = async (): Promise<Tally> => {
    const folder = mkdtempSync(join(tmpdir(), "xdpgen-test-"));
    const report = join(folder, "report.json");
    try {
      const options = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const code = await exitCode("vitest", ["run", "--project", project, ...options]);
      return tallyOf(JSON.parse(readFileSync(report, "utf8")) as VitestReport, code);
    } catch (error) {
      console.error(`no report from the ${project} tests: ${String(error)}`);
      return { passed: 0, failed: 1, skipped: 0 };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  return { name: project, group, run };
}

function exitCode(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(bin(command), args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function tallyOf(report: VitestReport, code: number): Tally {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of report.testResults) {
    const path = relative(root, file.name);
    let red = 0;
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed") red++;
      else {
        const excuse = excuseFor(path, test.fullName);
        if (excuse === undefined) red++;
        else skipped++;
        console.log(
          `${excuse === undefined ? "SKIPPED WITHOUT EXCUSE" : "skipped"}: ${path}: ${test.fullName}`,
        );
        if (excuse !== undefined) console.log(`  because ${excuse}`);
      }
    }
    // A file that could not be loaded has no tests to count.
    failed += file.status === "failed" && red === 0 ? 1 : red;
  }
  // No test file at all, or an error outside of every test.
  if (code !== 0 && failed === 0) failed = 1;
  return { passed, failed, skipped };
}

async function main(args: readonly string[]): Promise<boolean> {
  const keepGoing = args.includes("--keep-going");
  const names = args.filter((argument) => argument !== "--keep-going");
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(", ")}. There are: ${steps.map((step) => step.name).join(", ")}`);
    return false;
  }

  const wanted = names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const notRun: string[] = [];
  let redGroup: number | undefined;
  for (const step of wanted) {
    if (redGroup !== undefined && step.group !== redGroup && !keepGoing) {
      notRun.push(step.name);
      continue;
    }
    console.log(styleText("bold", `\n── ${step.name}`));
    const started = performance.now();
    const tally = await step.run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const colour = tally.failed === 0 ? "green" : "red";
    console.log(styleText(colour, `── ${step.name}: ${tally.failed === 0 ? "ok" : "FAILED"} (${seconds} s)`));
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    if (tally.failed > 0) redGroup ??= step.group;
  }
  if (notRun.length > 0) console.log(`\nnot run after the failure: ${notRun.join(", ")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
