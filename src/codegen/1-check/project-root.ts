import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder at or above the file's with a package.json, or the file's own folder when there is none. */
export function projectRoot(file: string): string {
  const start = dirname(file);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}
