/** Captures that grow, and what pcapng has beside the packets' bytes. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PCAPNG } from "../../../src/testing/capture/pcapng-encoding.js";
import { createGrowingCapture, readCapture, type SeenPacket } from "../../../src/testing/capture.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xdpgen-growing-"));
  file = join(folder, "seen.pcapng");
});
afterEach(() => rmSync(folder, { recursive: true }));

const FROM = { name: "eth0", snapLength: 256 };
const seen = (length: number, comment = "c"): SeenPacket => ({
  bytes: Uint8Array.from({ length }, (_, i) => i),
  wireLength: 1514,
  timestamp: 1_700_000_000_123_456_789n,
  comment,
});

test("it can be read after each write, for packets and comments of every length", () => {
  const capture = createGrowingCapture(file, FROM);
  expect(readCapture(file)).toEqual([]);
  for (let i = 0; i < 9; i++) {
    capture.write([seen(14 + i, "é".repeat(i)), seen(20)]);
    const frames = readCapture(file);
    expect(frames).toHaveLength(2 * (i + 1));
    const last = frames.at(-2)!;
    expect([...last]).toEqual([...seen(14 + i).bytes]);
    expect([last.wireLength, last.timestamp]).toEqual([1514, 1_700_000_000_123_456_789n]);
  }
  capture.close();
});

test("it is never put in the place of a file", () => {
  createGrowingCapture(file, FROM).close();
  const before = readFileSync(file);
  expect(() => createGrowingCapture(file, FROM)).toThrow(/there is such a file already/);
  expect(readFileSync(file)).toEqual(before);
});

test.each([true, false])(
  "options stand as draft-ietf-opsawg-pcapng section 3.5 has them (little: %s)",
  (little) => {
    const bytes = Buffer.concat(
      PCAPNG.packet(
        { bytes: new Uint8Array(14), wireLength: 14, ticks: 1n, comment: "drop" },
        little,
        1_000_000_000n,
      ),
    );
    const short = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
    const long = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
    // 28 bytes, 14 of the packet and 2 of padding; opt_comment (1), its length and 4 bytes; opt_endofopt; the length again.
    expect([long(4), bytes.length]).toEqual([60, 60]);
    expect([short(44), short(46), bytes.toString("utf8", 48, 52)]).toEqual([1, 4, "drop"]);
    expect([short(52), short(54), long(56)]).toEqual([0, 0, 60]);
  },
);
