import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import type { Outcome } from "./scenario.js";

/** What a scenario came to, and where: an entry of docs/reliability.json. */
export interface Recorded extends Outcome {
  /** The day it ran, and the day of the commit that was tried. */
  readonly day: string;
  readonly commitDay: string;
  readonly machine: string;
  readonly kernel: string;
  readonly node: string;
}

/** Everything that was recorded, by the scenario's name. */
export type Records = Readonly<Record<string, Recorded>>;

/** An outcome with the machine of this moment. */
export function recordOf(outcome: Outcome): Recorded {
  const cpus = os.cpus();
  return {
    day: new Date().toISOString().slice(0, 10),
    commitDay: commitDay(),
    machine: `${cpus.length} × ${cpus[0]?.model.trim() ?? "unknown"}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    kernel: os.release(),
    node: process.version,
    ...outcome,
  };
}

function commitDay(): string {
  try {
    return execFileSync("git", ["log", "-1", "--format=%cs"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "an unknown day"; // unpacked without its history
  }
}

/** Reads what has been recorded; nothing when there is no such file. */
export const readRecords = async (file: string): Promise<Records> =>
  existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Records) : {};

/** Puts a record in the place of the last one of this scenario. */
export async function keepRecord(file: string, name: string, record: Recorded): Promise<void> {
  const records = { ...(await readRecords(file)), [name]: record };
  await writeFile(file, `${JSON.stringify(records, undefined, 2)}\n`);
}
