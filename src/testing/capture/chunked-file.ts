import { closeSync, openSync, readSync } from "node:fs";
import { fail } from "../../diagnostics/index.js";
import { faultCode, faultReason } from "../../util/file-faults.js";

/** What is read at once, in bytes: little at first, for small files; more than the most only for a single record. */
const CHUNK = { first: 1 << 14, most: 1 << 20 } as const;

/** The path that stands for standard input. */
const STDIN = "-";
const STDIN_FD = 0;

/** How long to wait for a standard input that does not block, in milliseconds. */
const PATIENCE = 5;

/**
 * A file that is read from the front in chunks, so that its size does not matter. `ensure(n)` brings the next n bytes into
 * `bytes` at `at`; whoever has used them moves `at`. A chunk is never written to again once bytes of it were handed out.
 */
export class ChunkedFile {
  /** What messages call it. */
  readonly path: string;
  bytes = new Uint8Array(0);
  /** The same bytes, for reading integers. */
  view = new DataView(this.bytes.buffer);
  /** The next byte in `bytes`. */
  at = 0;
  /** The byte of the file with which `bytes` begins, and how many of `bytes` are filled. */
  #start = 0;
  #filled = 0;
  #ended = false;
  #chunk: number = CHUNK.first;
  #fd: number | undefined;

  /** @throws DiagnosticError XG801, XG802 */
  constructor(path: string) {
    this.path = path === STDIN ? "standard input" : path;
    if (path === STDIN) this.#fd = STDIN_FD;
    else
      try {
        this.#fd = openSync(path, "r");
      } catch (error) {
        if (faultCode(error) === "ENOENT") fail("XG801", { path });
        fail("XG802", { path, reason: faultReason(error) });
      }
  }

  /** The byte of the file that is next. */
  get position(): number {
    return this.#start + this.at;
  }

  /** How many bytes are in `bytes` and have not been used. After an `ensure` that failed: all that are left. */
  get available(): number {
    return this.#filled - this.at;
  }

  /** Whether the next `size` bytes are in `bytes`; they are not only when the file ends before. */
  ensure(size: number): boolean {
    if (this.available >= size) return true;
    if (this.#ended) return false;
    const rest = this.bytes.subarray(this.at, this.#filled);
    this.#start += this.at;
    this.at = 0;
    this.#filled = rest.length;
    this.bytes = new Uint8Array(Math.max(this.#chunk, size));
    this.#chunk = Math.min(this.#chunk * 4, CHUNK.most);
    this.bytes.set(rest);
    this.view = new DataView(this.bytes.buffer);
    while (this.#filled < size && !this.#ended) this.#fill();
    return this.#filled >= size;
  }

  /** Closes the file; as often as you like. */
  close(): void {
    if (this.#fd !== undefined && this.#fd !== STDIN_FD) closeSync(this.#fd);
    this.#fd = undefined;
    this.#ended = true;
  }

  #fill(): void {
    const count = this.#read();
    this.#filled += count;
    this.#ended = count === 0;
  }

  #read(): number {
    for (;;)
      try {
        return readSync(this.#fd!, this.bytes, this.#filled, this.bytes.length - this.#filled, null);
      } catch (error) {
        const code = faultCode(error);
        if (code === "EOF") return 0;
        if (code !== "EAGAIN") fail("XG802", { path: this.path, reason: faultReason(error) });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
      }
  }
}
