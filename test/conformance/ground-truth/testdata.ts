import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** Captures, vectors, rules and lists of other projects, with what others found in them. They are not a part of this one. */
const FOLDER = path.resolve(import.meta.dirname, "../../../../shared/testdata");

export const isThere = existsSync(FOLDER);

/** The path of a file of the test data. */
export const fileOf = (name: string): string => path.join(FOLDER, name);

/** The title of a group of tests that needs the data. */
export function titleOf(title: string): string {
  const name = `testdata: ${title}`;
  return isThere ? name : `${name} (skipped: there is no ../shared/testdata beside the clone)`;
}

/** The lines of a text file, unpacked when its name ends in .gz, without empty ones and comments; none when there is no data. */
export function linesOf(name: string): readonly string[] {
  if (!isThere) return [];
  const bytes = readFileSync(fileOf(name));
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** The objects of a file with one JSON object a line; none when there is no data. */
export function objectsOf<T>(name: string): readonly T[] {
  return linesOf(name).map((line) => JSON.parse(line) as T);
}
