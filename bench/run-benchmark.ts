import { writeFileSync } from "node:fs";
import { EXIT_CODES } from "../src/cli/exit-codes.js";
import { missingPrivilege } from "../test/conformance/privilege.js";
import type { Wish } from "./arguments.js";
import { machine } from "./machine.js";
import { writeDocuments } from "./report/documents.js";
import { resultLines } from "./report/result-lines.js";
import type { Results } from "./row.js";
import { EFFORTS, measure, type Say } from "./run.js";
import { narrow, SUBJECTS } from "./subjects.js";

const FAILED = 1;
const ERASE_LINE = "\r\u001b[2K";

/** Measures what was asked for, and prints it; the whole of the full form goes into the documents. Returns the exit code. */
export async function runBenchmark({ quick, only, json }: Extract<Wish, { kind: "run" }>): Promise<number> {
  const missing = missingPrivilege();
  if (missing !== undefined) {
    console.error(`the benchmark runs programs in the kernel, and this process lacks ${missing}`);
    return EXIT_CODES.privilege;
  }
  const subjects = SUBJECTS.filter((row) => row.quick || !quick).flatMap(
    (row) => narrow(row, (name) => only === undefined || only.test(name)) ?? [],
  );
  const form = quick ? "quick" : "full";
  const { rows, failures } = measure(subjects, EFFORTS[form], progressOn(process.stderr));
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE);
  const results: Results = { form, machine: machine(), rows };
  console.log(resultLines(rows).join("\n"));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
  for (const { subject, candidate, error } of failures)
    console.error(`${candidate} in ${subject}: ${error instanceof Error ? error.message : String(error)}`);
  if (failures.length > 0) return FAILED;
  if (!quick && only === undefined) await writeDocuments(results);
  return 0;
}

/** Seconds between the lines of one subject, where lines cannot be written over. */
const PATIENCE = 10;

/** One line that is written over on a terminal; elsewhere a line for each subject, and some more when it takes long. */
function progressOn(stream: NodeJS.WriteStream): Say {
  let [last, lastSeconds] = ["", 0];
  return (subject, step) => {
    const seconds = Math.round(process.uptime());
    if (stream.isTTY) stream.write(`${ERASE_LINE}${seconds} s  ${subject}: ${step}`);
    else if (subject !== last || seconds > lastSeconds + PATIENCE) {
      stream.write(`${seconds} s  ${subject}: ${step}\n`);
      [last, lastSeconds] = [subject, seconds];
    }
  };
}
