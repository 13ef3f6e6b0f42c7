import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { faultCode, faultReason } from "../util/file-faults.js";

/** The largest list that is read, in bytes: two million lines have room for long comments. */
const MOST_BYTES = 512 * 2 ** 20;

/** A list that was read. */
export interface ListFile {
  /** Relative to the project's root, with `/`; absolute when it lies elsewhere. */
  readonly file: string;
  readonly bytes: Buffer;
}

/** Why a list cannot be read: `reason` ends the sentence "cannot read the list x: …". */
export interface Unreadable {
  readonly file: string;
  readonly reason: string;
}

/** Where a list lies: a path that starts with ./ or ../ is relative to the file that names it, any other to the root. */
export function listPath(path: string, from: string, root: string): string {
  if (isAbsolute(path)) return path;
  return /^\.\.?[/\\]/.test(path) ? resolve(root, dirname(from), path) : resolve(root, path);
}

/** Reads a list. What is no text file, or no file at all, is not read. */
export function readListFile(absolute: string, root: string): ListFile | Unreadable {
  const file = displayName(absolute, root);
  const unreadable = (reason: string): Unreadable => ({ file, reason });
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return unreadable("it is a directory");
    // A pipe or a device may never end.
    if (!stats.isFile()) return unreadable("it is not a file");
    if (stats.size > MOST_BYTES) return unreadable(`it has more than ${MOST_BYTES / 2 ** 20} MiB`);
    const bytes = readFileSync(absolute);
    if (bytes.includes(0)) return unreadable("it is not a text file: it has bytes of zero");
    return { file, bytes };
  } catch (error) {
    return unreadable(faultCode(error) === "ENOENT" ? "there is no such file" : faultReason(error));
  }
}

function displayName(absolute: string, root: string): string {
  const path = relative(root, absolute);
  return path.startsWith("..") || isAbsolute(path) ? absolute : path.split(sep).join("/");
}
