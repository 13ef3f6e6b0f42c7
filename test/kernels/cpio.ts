import { closeSync, openSync, writeSync } from "node:fs";

/** A file of an archive, by its path without a slash in front. */
export type CpioEntry =
  | { readonly kind: "directory"; readonly name: string }
  | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: "device"; readonly name: string; readonly major: number; readonly minor: number };

/** File types and permissions (stat.h). Everything belongs to root, and may be run. */
const MODES = { directory: 0o040755, file: 0o100755, device: 0o020600 } as const;

/**
 * Writes an archive in the format that the kernel unpacks into its first file system: cpio's "newc"
 * (Documentation/driver-api/early-userspace/buffer-format.rst). A directory stands before what lies in it.
 */
export function writeCpio(file: string, entries: Iterable<CpioEntry>): void {
  const fd = openSync(file, "w");
  try {
    for (const piece of pieces(entries)) writeSync(fd, piece);
  } finally {
    closeSync(fd);
  }
}

function* pieces(entries: Iterable<CpioEntry>): Generator<Uint8Array> {
  let inode = 0;
  for (const entry of entries) {
    inode++;
    const bytes = entry.kind === "file" ? entry.bytes : NOTHING;
    const device = entry.kind === "device" ? ([entry.major, entry.minor] as const) : ([0, 0] as const);
    yield header(inode, MODES[entry.kind], entry.name, bytes.length, device);
    yield bytes;
    yield padding(bytes.length);
  }
  yield header(0, 0, "TRAILER!!!", 0, [0, 0]);
}

const NOTHING = new Uint8Array(0);
const MAGIC = "070701";

function header(
  inode: number,
  mode: number,
  name: string,
  size: number,
  [major, minor]: readonly [number, number],
): Uint8Array {
  const nameBytes = Buffer.from(`${name}\0`);
  // ino, mode, uid, gid, nlink, mtime, filesize, the device it lies on, the device it is, namesize, check
  const numbers = [inode, mode, 0, 0, 1, 0, size, 0, 0, major, minor, nameBytes.length, 0];
  const text = MAGIC + numbers.map((n) => n.toString(16).padStart(8, "0")).join("");
  return Buffer.concat([Buffer.from(text), nameBytes, padding(text.length + nameBytes.length)]);
}

/** Headers and contents end at a multiple of four bytes. */
function padding(length: number): Uint8Array {
  return new Uint8Array(-length & 3);
}
