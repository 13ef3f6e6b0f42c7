import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Step } from "./suite.js";
import { TEMPORARY } from "./workspace.js";

/** How a mutant was noticed: the first test that is red. */
export interface Red {
  readonly file: string;
  readonly test: string;
  readonly how: How;
}

/** What it means when a test of the suite is red. */
export const HOW = {
  behaviour:
    "interpreter and kernel, or the kernel and the test, say different things of a frame or a counter",
  unit: "a test of one part of the compiler by itself",
  verifier: "the kernel's verifier refuses the program",
  clang: "clang refuses the C",
  exception: "the compiler or the loader throws",
  hang: "the tests do not come to an end",
} as const;
export type How = keyof typeof HOW;

/** What a run of vitest came to. */
export interface Outcome {
  readonly passed: number;
  /** The first test that was red. */
  readonly red?: Red;
}

/** What is used of vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Milliseconds. The whole suite takes a minute: a step that takes this long does not end. */
const HANGS_AFTER = 600_000;

/**
 * Runs tests in the copy at `root`. Without vitest's `bail`: it ends the workers so fast that the report may lack the very
 * test that was red.
 */
export async function runTests(root: string, { project, files, title }: Step): Promise<Outcome> {
  const output = join(root, "report.json");
  rmSync(output, { force: true });
  const named = title === undefined ? [] : ["-t", title];
  const args = ["run", "--project", project, ...named, "--reporter=json", `--outputFile=${output}`];
  const code = await exitCode(root, [...args, ...files]);
  const unknown = { file: files.join(" "), test: title ?? "" };
  if (code === undefined) return { passed: 0, red: { ...unknown, how: "hang" } };
  if (!existsSync(output)) throw new Error(`vitest wrote no report on ${unknown.file}`);
  const outcome = outcomeOf(JSON.parse(readFileSync(output, "utf8")) as Report, root);
  // An error outside of every test is in no test's row.
  return code === 0 || outcome.red !== undefined
    ? outcome
    : { ...outcome, red: { ...unknown, how: "exception" } };
}

/** vitest's exit code; undefined when it did not end. It has a process group of its own, so that its workers go with it. */
function exitCode(root: string, args: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const vitest = join(root, "node_modules/.bin/vitest");
    const env = { ...process.env, TMPDIR: join(root, TEMPORARY) };
    const child = spawn(vitest, args, { cwd: root, env, stdio: "ignore", detached: true });
    const kill = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    };
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      kill();
    }, HANGS_AFTER);
    process.once("exit", kill);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      process.off("exit", kill);
      resolve(hung ? undefined : (code ?? 1));
    });
  });
}

function outcomeOf({ testResults }: Report, root: string): Outcome {
  let passed = 0;
  let red: Red | undefined;
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(root, name);
    passed += assertionResults.filter((test) => test.status === "passed").length;
    const failed = assertionResults.find((test) => test.status === "failed");
    if (failed !== undefined)
      red ??= {
        file,
        test: failed.fullName,
        how: howOf(file, failed.failureMessages?.[0] ?? ""),
      };
    else if (status === "failed") red ??= { file, test: "", how: howOf(file, message) };
  }
  return red === undefined ? { passed } : { passed, red };
}

function howOf(file: string, message: string): How {
  if (/\bXG403\b/.test(message)) return "clang";
  if (/\bXG505\b/.test(message)) return "verifier";
  if (!file.startsWith("test/conformance/")) return "unit";
  return message.startsWith("AssertionError") ? "behaviour" : "exception";
}
