/**
 * Puts promises of xdpgen's to the test: `npm run reliability -- --help`. What is done is in scripts/reliability.
 */
import { EXIT_CODES } from "../src/cli/exit-codes.js";
import { missingPrivilege } from "../test/conformance/privilege.js";
import { readArguments, USAGE } from "./reliability/arguments.js";
import { keepRecord, recordOf } from "./reliability/record.js";
import { writePage } from "./reliability/page.js";
import { SCENARIOS } from "./reliability/scenarios.js";

const BROKEN = 1;
const INTERRUPTED = 130;

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
  if (wish.kind === "page") {
    await writePage();
    return 0;
  }
  const missing = missingPrivilege();
  if (missing !== undefined) {
    console.error(`this attaches programs, and the process lacks ${missing}`);
    return EXIT_CODES.privilege;
  }
  const stop = new AbortController();
  // The scenario ends with what it has, and cleans up; the process then ends by itself.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort());
  const { name, amount, cli, json } = wish;
  const outcome = await SCENARIOS[name].run({
    amount,
    cli,
    signal: stop.signal,
    progress: (line) => console.error(`${name}: ${line}`),
  });
  for (const [what, value] of Object.entries(outcome.figures)) console.log(`${what}: ${value}`);
  for (const sentence of outcome.broken) console.log(`BROKEN: ${sentence}`);
  if (json !== undefined) await keepRecord(json, name, recordOf(outcome));
  if (outcome.broken.length > 0) return BROKEN;
  return stop.signal.aborted ? INTERRUPTED : 0;
}

process.exitCode = await main(process.argv.slice(2));
