import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fail } from "../diagnostics/index.js";
import { faultReason } from "../util/file-faults.js";

/** A file to write: its name in the folder, and its content. */
export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes files into `folder`, all or none: they are written beside it first, and moved in when all of them are whole.
 * A file of the same name is replaced, other files stay.
 * @throws DiagnosticError XG405 with the reason: no space, no permission, a file where the folder should be
 */
export function writeOutput(folder: string, files: readonly OutputFile[]): void {
  let staging: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    staging = mkdtempSync(join(dirname(folder), ".xdpgen-"));
    for (const { name, content } of files) writeFileSync(join(staging, name), content, { flush: true });
    for (const { name } of files) renameSync(join(staging, name), join(folder, name));
  } catch (error) {
    fail("XG405", { path: folder, reason: faultReason(error) });
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
}
