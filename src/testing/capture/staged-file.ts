import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { fail } from "../../diagnostics/index.js";
import { faultReason } from "../../util/file-faults.js";

/** A file that is written beside its place, and moved there when it is whole. */
export interface StagedFile {
  append(bytes: Uint8Array): void;
  close(): void;
  /** Removes what was written; after `close` it does nothing. */
  discard(): void;
}

/** What is written at once, in bytes. */
const CHUNK = 1 << 20;

/** Starts a file that will be at `path`. Every operation that fails leaves nothing behind and throws DiagnosticError XG405. */
export function createStagedFile(path: string): StagedFile {
  let folder: string | undefined;
  let fd: number | undefined;
  const buffer = new Uint8Array(CHUNK);
  let filled = 0;

  function discard(): void {
    if (fd !== undefined) closeSync(fd);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    fd = folder = undefined;
  }
  function orFail<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      discard();
      fail("XG405", { path, reason: faultReason(error) });
    }
  }
  const staged = orFail(() => {
    folder = mkdtempSync(join(dirname(path), ".xdpgen-"));
    const inside = join(folder, "capture");
    fd = openSync(inside, "wx", 0o666);
    return inside;
  });
  const writeAll = (bytes: Uint8Array) =>
    orFail(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(fd!, bytes, at);
    });
  function flush(): void {
    writeAll(buffer.subarray(0, filled));
    filled = 0;
  }
  return {
    append(bytes) {
      if (filled + bytes.length > CHUNK) flush();
      if (bytes.length > CHUNK) return writeAll(bytes);
      buffer.set(bytes, filled);
      filled += bytes.length;
    },
    close() {
      flush();
      orFail(() => {
        fsyncSync(fd!);
        renameSync(staged, path);
      });
      discard();
    },
    discard,
  };
}
