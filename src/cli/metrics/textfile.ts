import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail } from "../../diagnostics/index.js";
import { faultReason } from "../../util/file-faults.js";

/**
 * Writes a file so that whoever reads it finds the old text or the new one, whole. While it is written it has a name beside
 * `file` that no collector looks at. Fails with XG652; the old file stays then.
 */
export function writeTextfile(file: string, text: string): void {
  const unfinished = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(unfinished, text, { mode: 0o644 });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    fail("XG652", { path: file, reason: faultReason(error) });
  }
}
