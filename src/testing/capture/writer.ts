import { extname } from "node:path";
import { fail } from "../../diagnostics/index.js";
import { CapturedFrame } from "./captured-frame.js";
import type { Encoding } from "./encoding.js";
import { PCAP } from "./pcap-encoding.js";
import { PCAPNG } from "./pcapng-encoding.js";
import { createStagedFile } from "./staged-file.js";

/** How a capture is written. */
export interface CaptureWriterOptions {
  /** Default: little. */
  readonly byteOrder?: "big" | "little";
  /** What timestamps are counted in; what is finer is cut off. Default: nanoseconds. */
  readonly resolution?: "microseconds" | "nanoseconds";
}

/** A capture that is being written. */
export interface CaptureWriter {
  /** Appends a frame. One from a capture keeps its time and its length on the wire; any other gets its place from 0 as seconds. */
  write(frame: Uint8Array): void;
  /** Finishes the file and puts it in its place: before, whatever was there is unchanged. */
  close(): void;
  /** Gives up: nothing of it stays. After `close` it does nothing. */
  discard(): void;
}

const ENCODINGS: Readonly<Record<string, Encoding>> = { ".pcap": PCAP, ".pcapng": PCAPNG };

const TICKS = { microseconds: 1_000_000n, nanoseconds: 1_000_000_000n } as const;

/**
 * Starts a capture of Ethernet frames in the format that the path's extension names.
 * `write` and `close` throw what this does; nothing of the file stays then.
 * @throws DiagnosticError XG405 when the file cannot be written, XG808 for another extension, XG809 for a time that the
 * format cannot hold
 */
export function createCaptureWriter(
  path: string,
  { byteOrder = "little", resolution = "nanoseconds" }: CaptureWriterOptions = {},
): CaptureWriter {
  const encoding = ENCODINGS[extname(path)];
  if (encoding === undefined) fail("XG808", { path });
  const little = byteOrder === "little";
  const perSecond = TICKS[resolution];
  const lastTick = encoding.lastTick(perSecond);
  const file = createStagedFile(path);
  file.append(encoding.header(little, perSecond));
  let count = 0;
  return {
    write(frame) {
      const index = count++;
      const { timestamp, wireLength } = factsOf(frame, index);
      const ticks = (timestamp * perSecond) / TICKS.nanoseconds;
      if (ticks < 0n || ticks > lastTick) {
        file.discard();
        fail("XG809", { path, index, timestamp, format: extname(path) });
      }
      for (const part of encoding.packet({ bytes: frame, wireLength, ticks }, little, perSecond))
        file.append(part);
    },
    close: () => file.close(),
    discard: () => file.discard(),
  };
}

/** Writes a capture in one go; all of it or nothing, also when `frames` throws. Options and errors are createCaptureWriter's. */
export function writeCapture(
  path: string,
  frames: Iterable<Uint8Array>,
  options: CaptureWriterOptions = {},
): void {
  const writer = createCaptureWriter(path, options);
  try {
    for (const frame of frames) writer.write(frame);
    writer.close();
  } finally {
    writer.discard();
  }
}

function factsOf(frame: Uint8Array, index: number): { timestamp: bigint; wireLength: number } {
  const asSeconds = BigInt(index) * TICKS.nanoseconds;
  if (!(frame instanceof CapturedFrame)) return { timestamp: asSeconds, wireLength: frame.length };
  return { timestamp: frame.timestamp ?? asSeconds, wireLength: frame.wireLength };
}
