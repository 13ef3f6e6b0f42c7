import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = path.join(ROOT, "dist/cli/main.js");

/** A line of `--json`, as far as tests look at it. */
export interface JsonLine {
  readonly ok: boolean;
  readonly event?: string;
  readonly program: { readonly id: number; readonly tag: string };
  readonly replaced: { readonly id: number } | null;
  readonly counters: readonly JsonCounter[];
  readonly interfaces: readonly {
    readonly program: { readonly since: string };
    readonly counters: readonly JsonCounter[];
  }[];
  readonly diagnostics: readonly JsonDiagnostic[];
  /** Of `build`: times by phase. */
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly [other: string]: unknown;
}

/** A rule's counters, or the policy's. */
export interface JsonCounter {
  readonly name?: string;
  readonly packets: number;
  readonly bytes: number;
}

/** A diagnostic as `--json` has it. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What one run of the command line came to. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as JSON, for runs with `--json`. */
  readonly json: readonly JsonLine[];
}

/** The diagnostic that a run ended with. */
export function complaint({ json }: Run): JsonDiagnostic | undefined {
  return json.at(-1)?.diagnostics.at(-1);
}

/** How to run it. */
export interface RunOptions {
  readonly cwd?: string;
  /** A program and its arguments to run it under, such as setpriv. */
  readonly under?: readonly string[];
  /** A file descriptor for stdout instead of a pipe. */
  readonly stdout?: number;
  /** Stdin is a pipe, `child.stdin`. */
  readonly stdin?: true;
  /** URLs of modules to load before the command line. */
  readonly preload?: readonly string[];
}

/** Runs `xdpgen …args` to its end, compiled, in a process of its own. */
export function xdpgen(args: readonly string[], options: RunOptions = {}): Run {
  const [command, rest] = commandLine(args, options);
  const { status, stdout, stderr } = spawnSync(command, rest, {
    cwd: options.cwd ?? ROOT,
    encoding: "utf8",
    stdio: ["ignore", options.stdout ?? "pipe", "pipe"],
    timeout: 60_000,
    maxBuffer: MOST_OUTPUT,
    env: ENVIRONMENT,
  });
  return { code: status, stdout, stderr, json: jsonLines(stdout ?? "") };
}

/** A run of `xdpgen` that goes on. */
export interface Background {
  readonly child: ChildProcess;
  /** Resolves with all of stdout so far as soon as it matches; rejects when the process ends before. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: () => Promise<Run>;
}

/** Starts `xdpgen …args`. Whoever starts it ends it: a signal, then `ended()`. */
export function startXdpgen(args: readonly string[], options: RunOptions = {}): Background {
  const [command, rest] = commandLine(args, options);
  const child = spawn(command, rest, {
    cwd: options.cwd ?? ROOT,
    stdio: [options.stdin === true ? "pipe" : "ignore", options.stdout ?? "pipe", "pipe"],
    env: ENVIRONMENT,
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = new Promise<Run>((resolve) =>
    child.on("close", (code) => resolve({ code, stdout, stderr, json: jsonLines(stdout) })),
  );
  return {
    child,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stdout)) resolve(stdout);
        };
        child.stdout?.on("data", look);
        look();
        void closed.then((run) =>
          reject(new Error(`it ended (${run.code}) without ${pattern}:\n${run.stdout}${run.stderr}`)),
        );
      }),
    ended: () => closed,
  };
}

/** Bytes of output that a run may make: 100,000 rules as JSON are some 20 MB. */
const MOST_OUTPUT = 256 * 1024 * 1024;

const ENVIRONMENT = { ...process.env, NO_COLOR: "1" };

function commandLine(args: readonly string[], { under = [], preload = [] }: RunOptions): [string, string[]] {
  compile();
  const node = [process.execPath, ...preload.flatMap((url) => ["--import", url])];
  const [command, ...rest] = [...under, ...node, MAIN, ...args];
  return [command!, rest];
}

function jsonLines(text: string): readonly JsonLine[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as JsonLine);
}

let compiled = false;

/** Compiles `src/` to `dist/` unless that is newer. Test files run in several processes: one compiles, the others wait. */
function compile(): void {
  if (compiled) return;
  const lock = path.join(ROOT, "node_modules/.xdpgen-compiling");
  while (!locked(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    if (newest(path.join(ROOT, "src")) > (statSync(MAIN, { throwIfNoEntry: false })?.mtimeMs ?? 0))
      execFileSync(
        process.execPath,
        [path.join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
        {
          cwd: ROOT,
          stdio: "inherit",
        },
      );
  } finally {
    rmdirSync(lock);
  }
  compiled = true;
}

/** A lock older than this is left over from a process that was killed. */
const STALE_MS = 120_000;

function locked(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > STALE_MS) rmdirSync(lock);
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function newest(directory: string): number {
  return Math.max(
    ...readdirSync(directory, { recursive: true, withFileTypes: true }).map(
      (entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs,
    ),
  );
}
