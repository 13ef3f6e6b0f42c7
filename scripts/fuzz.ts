/**
 * The differential fuzzer on the command line: `npm run fuzz -- --help`. What it does is in test/fuzz.
 */
import { randomInt } from "node:crypto";
import { relative } from "node:path";
import { EXIT_CODES } from "../src/cli/exit-codes.js";
import { DiagnosticError } from "../src/diagnostics/index.js";
import { makeStage } from "../test/conformance/interfaces.js";
import { missingPrivilege } from "../test/conformance/privilege.js";
import { readFailure, writeFailure } from "../test/fuzz/failure-folder.js";
import { INTERFACES } from "../test/fuzz/frames.js";
import { fuzz, type Failure } from "../test/fuzz/fuzz.js";
import { answerLines, disagree, opinionsOn } from "../test/fuzz/opinions.js";
import { PROGRAMS } from "../test/fuzz/subjects.js";
import { readArguments, USAGE, type Wish } from "./fuzz/arguments.js";
import { figuresJson, finalLine, missingLines, progressLine } from "./fuzz/report.js";

const DISAGREEMENT = 1;
const INTERRUPTED = 130;

/** Where failures are written, in the current folder. */
const FAILURES = "fuzz-failures";
const ERASE_LINE = "\r\u001b[2K";

async function main(args: readonly string[]): Promise<number> {
  const wish = readArguments(args);
  if (wish.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (wish.kind === "wrong") {
    console.error(`${wish.message}\n\n${USAGE}`);
    return EXIT_CODES.usage;
  }
  const missing = missingPrivilege();
  if (missing !== undefined) {
    console.error(`the fuzzer runs programs in the kernel, and this process lacks ${missing}`);
    return EXIT_CODES.privilege;
  }
  return wish.kind === "replay" ? replay(wish) : run(wish);
}

async function run({ kind: _, json, ...wish }: Extract<Wish, { kind: "fuzz" }>): Promise<number> {
  const seed = wish.seed ?? randomInt(2 ** 31);
  const failures: string[] = [];
  const interrupt = catchInterrupt();
  // Whatever ends this run: with its seed it can be run again.
  console.error(`seed ${seed}`);
  const isWatched = process.stderr.isTTY && !json;
  const erase = () => void (isWatched && process.stderr.write(ERASE_LINE));
  const figures = await fuzz({
    seed,
    first: wish.first,
    keepGoing: wish.keepGoing,
    ...(wish.rulesets === undefined ? {} : { rulesets: wish.rulesets }),
    ...(wish.seconds === undefined ? {} : { seconds: wish.seconds }),
    signal: interrupt.signal,
    onProgress: (so_far) => void (isWatched && process.stderr.write(ERASE_LINE + progressLine(so_far))),
    onMismatch(number) {
      erase();
      console.error(`seed ${seed}, ruleset ${number}: they do not agree; shrinking`);
    },
    async onFailure(failure) {
      const path = await writeFailure(FAILURES, failure);
      failures.push(path);
      erase();
      if (!json) console.log(failureLines(failure, path).join("\n"));
    },
  });
  interrupt.release();
  erase();
  const interrupted = interrupt.signal.aborted;
  if (json) console.log(JSON.stringify({ ...figuresJson(figures), failures, interrupted }));
  else {
    const lines = [...(interrupted ? ["interrupted"] : []), ...missingLines(figures), finalLine(figures)];
    console.log(lines.join("\n"));
  }
  if (figures.mismatches > 0) return DISAGREEMENT;
  return interrupted ? INTERRUPTED : 0;
}

function failureLines({ seed, number, opinions }: Failure, path: string): string[] {
  return [
    `seed ${seed}, ruleset ${number} is shrunk to ${path}:`,
    ...answerLines(opinions).map((line) => `  ${line}`),
  ];
}

async function replay({ folder, json }: Extract<Wish, { kind: "replay" }>): Promise<number> {
  const { program, frame } = await readFailure(folder);
  const stage = makeStage(INTERFACES);
  try {
    const opinions = await opinionsOn({ program }, frame, PROGRAMS, stage.inside);
    const agree = !disagree(opinions);
    const lines = answerLines(opinions);
    if (json) console.log(JSON.stringify({ folder: relative("", folder), agree, answers: lines }));
    else console.log([...lines, agree ? "they agree" : "they do not agree"].join("\n"));
    return agree ? 0 : DISAGREEMENT;
  } finally {
    stage.remove();
  }
}

/** How long after the first interrupt another one belongs to it: npm hands on what the terminal has sent already. */
const ECHO_MS = 500;

/** The first interrupt lets the run end with its figures; the next one ends the process. */
function catchInterrupt(): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  let since = 0;
  const onSignal = () => {
    if (stop.signal.aborted && Date.now() - since > ECHO_MS) process.exit(INTERRUPTED);
    if (!stop.signal.aborted) since = Date.now();
    stop.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: stop.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error;
  for (const { code, message } of error.diagnostics) console.error(`${code}: ${message}`);
  process.exitCode =
    EXIT_CODES[error.diagnostics.find(({ severity }) => severity === "error")?.cause ?? "internal"];
}
