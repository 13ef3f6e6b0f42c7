import { fail, type Diagnostic } from "../../diagnostics/index.js";
import type { CapturedFrame } from "./captured-frame.js";
import { ChunkedFile } from "./chunked-file.js";
import { recognise, RECOGNISED_BY } from "./formats.js";
import { readPcap } from "./pcap-reader.js";
import { readPcapng } from "./pcapng-reader.js";
import { Reading, type SkippedPackets } from "./reading.js";

/** A capture that is open. */
export interface Capture {
  readonly path: string;
  readonly format: "pcap" | "pcapng";
  /**
   * The Ethernet frames in the order of the file, read as they are asked for: a file of gigabytes takes no more memory than
   * a small one. Can be called once; the file is closed at the end, and when the loop is left.
   * @throws DiagnosticError XG802, XG805 and XG806, after the frames that come before what is wrong
   */
  frames(): Generator<CapturedFrame, void, undefined>;
  /** The packets that were no Ethernet frames, counted so far. */
  readonly skipped: readonly SkippedPackets[];
  /** What else there is to say, so far: XG807 when the file ended in the middle of a packet. */
  readonly warnings: readonly Diagnostic[];
  /** Closes a capture whose frames nobody wants. */
  close(): void;
}

/**
 * Opens a pcap or pcapng file of either byte order; `-` is standard input.
 * @throws DiagnosticError XG801 to XG806
 */
export function openCapture(path: string): Capture {
  const file = new ChunkedFile(path);
  const reading = new Reading(file);
  try {
    const { format, packets } = start(reading);
    let isTaken = false;
    return {
      path,
      format,
      frames() {
        if (isTaken) throw new TypeError("the frames of an open capture can be read once; open it again");
        isTaken = true;
        return closing(packets, file);
      },
      get skipped() {
        return reading.skipped;
      },
      get warnings() {
        return reading.warnings;
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** All Ethernet frames of a pcap or pcapng file; `openCapture` also says what was left out, and reads large files in pieces.
 * @throws DiagnosticError XG801 to XG806
 */
export function readCapture(path: string): readonly CapturedFrame[] {
  return [...openCapture(path).frames()];
}

function start(reading: Reading): Pick<Capture, "format"> & { packets: ReturnType<Capture["frames"]> } {
  const { file } = reading;
  file.ensure(RECOGNISED_BY);
  const found = recognise(file.bytes.subarray(0, Math.min(file.available, RECOGNISED_BY)));
  if (found.format === "other") fail("XG803", { path: file.path, what: found.what, advice: found.advice });
  if (found.format === "pcap") return { format: "pcap", packets: readPcap(reading, found.form) };
  return { format: "pcapng", packets: readPcapng(reading) };
}

function* closing(
  packets: ReturnType<Capture["frames"]>,
  file: ChunkedFile,
): Generator<CapturedFrame, void, undefined> {
  try {
    yield* packets;
  } finally {
    file.close();
  }
}
