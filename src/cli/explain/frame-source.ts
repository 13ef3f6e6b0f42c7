import { statSync } from "node:fs";
import { fail } from "../../diagnostics/index.js";
import { openCapture } from "../../testing/capture.js";

/** Reads a frame that was given as bytes in hexadecimal, or as a capture and the frame's number in it. */
export function readFrame(what: string, number: number | undefined): Uint8Array {
  if (what === "-" || statSync(what, { throwIfNoEntry: false }) !== undefined)
    return frameOf(what, number ?? 0);
  // A path that is not there is a path, not bytes.
  if (/[/\\]|\.pcap(ng)?$/i.test(what)) return frameOf(what, number ?? 0);
  if (number !== undefined)
    fail("XG815", { what, reason: "--frame needs a capture, and there is no such file" });
  return bytesOf(what);
}

/** The frame at a place of a capture, counted from 0 over all of its packets. */
function frameOf(path: string, number: number): Uint8Array {
  const capture = openCapture(path);
  let packets = 0;
  for (const frame of capture.frames()) {
    if (frame.index === number) return frame;
    packets = frame.index + 1;
    if (frame.index > number) break;
  }
  const others = capture.skipped.reduce((sum, { count }) => sum + count, 0);
  const isOther = packets > number || packets + others > number;
  return fail("XG814", {
    path,
    frame: number,
    reason: isOther ? "that packet is of another link type" : `its last is ${packets - 1}`,
  });
}

/** Bytes in hexadecimal, as tools print them: `0242ac14…`, `02 42 ac …`, `02:42:ac:…`, with or without `0x`. */
function bytesOf(text: string): Uint8Array {
  const digits = text.replace(/^0x/i, "").replace(/[\s:]/g, "");
  const stranger = /[^0-9a-f]/i.exec(digits);
  const reason =
    digits === ""
      ? "there are no digits"
      : stranger !== null
        ? `"${stranger[0]}" is no hexadecimal digit, and there is no such file`
        : digits.length % 2 === 1
          ? "it has half a byte at its end"
          : undefined;
  if (reason !== undefined) fail("XG815", { what: text, reason });
  return Buffer.from(digits, "hex");
}
