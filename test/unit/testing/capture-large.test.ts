/** Captures far larger than what is read at once. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createCaptureWriter, openCapture } from "../../../src/testing/index.js";
import { temporaryFolder } from "./capture-files.js";

const folder = temporaryFolder();
const FRAMES = 75_000;
/** Together some 100 MB; the odd lengths put records across the ends of chunks. */
const lengthOf = (index: number) => 1200 + (index % 307);
const MEGABYTE = 1 << 20;

/** Prints how far the memory outside V8's heap grew at most while the frames of a capture were read. */
const MEASURE = `
  const [capture, module] = process.argv.slice(1);
  const { createJiti } = await import("jiti");
  const { openCapture } = await createJiti(import.meta.url).import(module);
  let highest = 0, frames = 0;
  for (const frame of openCapture(capture).frames()) {
    if (++frames % 500 !== 0) continue;
    globalThis.gc();
    highest = Math.max(highest, process.memoryUsage().arrayBuffers);
  }
  console.log(JSON.stringify({ frames, highest }));`;

describe.each(["pcap", "pcapng"])("a %s of 100 MB", (format) => {
  const file = path.join(folder.path, `large.${format}`);
  const frame = new Uint8Array(2000);

  test("is written and read frame by frame", () => {
    const writer = createCaptureWriter(file);
    for (let i = 0; i < FRAMES; i++) {
      new DataView(frame.buffer).setUint32(14, i);
      writer.write(frame.subarray(0, lengthOf(i)));
    }
    writer.close();
    let count = 0;
    for (const read of openCapture(file).frames()) {
      const number = new DataView(read.buffer, read.byteOffset).getUint32(14);
      if (read.length !== lengthOf(count) || number !== count || read.index !== count)
        expect.fail(`frame ${count} is frame ${number} of ${read.length} bytes`);
      count++;
    }
    expect(count).toBe(FRAMES);
  });

  test("takes no more memory than a few chunks", () => {
    const module = path.resolve(import.meta.dirname, "../../../src/testing/capture.ts");
    const output = execFileSync(
      process.execPath,
      ["--expose-gc", "--input-type=module", "-e", MEASURE, file, module],
      { encoding: "utf8", cwd: import.meta.dirname },
    );
    const { frames, highest } = JSON.parse(output) as { frames: number; highest: number };
    expect(frames).toBe(FRAMES);
    expect(highest).toBeLessThan(16 * MEGABYTE);
  });
});
