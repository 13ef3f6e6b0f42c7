/**
 * The benchmark on the command line: `npm run bench -- --help`.
 */
import { EXIT_CODES } from "../src/cli/exit-codes.js";
import { DiagnosticError } from "../src/diagnostics/index.js";
import { readArguments, USAGE, type Wish } from "./arguments.js";
import { compare, comparisonLines } from "./compare.js";
import { readResults } from "./row.js";

const WORSE = 1;

async function main(args: readonly string[]): Promise<number> {
  const wish = readArguments(args);
  const acts: { [K in Wish["kind"]]: (wish: Extract<Wish, { kind: K }>) => number | Promise<number> } = {
    help() {
      console.log(USAGE);
      return 0;
    },
    wrong({ message }) {
      console.error(`${message}\n\n${USAGE}`);
      return EXIT_CODES.usage;
    },
    check({ before, after }) {
      const comparison = compare(readResults(before).rows, readResults(after).rows);
      console.log(comparisonLines(comparison).join("\n"));
      return comparison.worse.length > 0 ? WORSE : 0;
    },
    // What compiles, loads and draws is not needed by the others.
    async render() {
      const { RESULTS, writeDocuments } = await import("./report/documents.js");
      await writeDocuments(readResults(RESULTS));
      return 0;
    },
    run: async (wish) => (await import("./run-benchmark.js")).runBenchmark(wish),
  };
  return (acts[wish.kind] as (wish: Wish) => number | Promise<number>)(wish);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error;
  for (const { code, message } of error.diagnostics) console.error(`${code}: ${message}`);
  process.exitCode =
    EXIT_CODES[error.diagnostics.find(({ severity }) => severity === "error")?.cause ?? "internal"];
}
