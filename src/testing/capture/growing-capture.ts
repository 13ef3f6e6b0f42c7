import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { fail } from "../../diagnostics/index.js";
import { faultCode, faultReason } from "../../util/file-faults.js";
import type { WrittenInterface } from "./encoding.js";
import { PCAPNG } from "./pcapng-encoding.js";

/** A packet that has just been seen. */
export interface SeenPacket {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** Nanoseconds since 1970 in UTC. */
  readonly timestamp: bigint;
  /** What is to be said of it. */
  readonly comment: string;
}

/** A pcapng file that grows while packets are seen. */
export interface GrowingCapture {
  /** Appends packets in one go; they are in the file when this returns. */
  write(packets: readonly SeenPacket[]): void;
  close(): void;
}

const LITTLE = true;
const NANOSECONDS = 1_000_000_000n;

/**
 * Starts a pcapng file at `path`, where there must be none, not even a link. It is whole after each `write`, so whoever is killed leaves
 * a capture that can be read up to then.
 * @throws DiagnosticError XG821 there is a file, XG405 it cannot be written; the same from `write` and `close`
 */
export function createGrowingCapture(path: string, from: WrittenInterface): GrowingCapture {
  const orFail = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      if (faultCode(error) === "EEXIST") fail("XG821", { path });
      return fail("XG405", { path, reason: faultReason(error) });
    }
  };
  const fd = orFail(() => openSync(path, "ax", 0o666));
  const append = (bytes: Uint8Array) =>
    orFail(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
    });
  append(PCAPNG.header(LITTLE, NANOSECONDS, from));
  return {
    write(packets) {
      const parts = packets.flatMap(({ bytes, wireLength, timestamp, comment }) =>
        PCAPNG.packet({ bytes, wireLength, ticks: timestamp, comment }, LITTLE, NANOSECONDS),
      );
      if (parts.length > 0) append(Buffer.concat(parts));
    },
    close: () =>
      orFail(() => {
        try {
          fsyncSync(fd);
        } finally {
          closeSync(fd);
        }
      }),
  };
}
