import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { CapturedFrame, createCaptureWriter, readCapture, writeCapture } from "../../../src/testing/index.js";
import {
  layOut,
  pcapHeader,
  pcapRecord,
  section,
  interfaceBlock,
  simpleBlock,
  temporaryFolder,
} from "./capture-files.js";
import { hex } from "./hex.js";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder.path, name);
const A = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5 0a 0b 0c");
const B = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5");

const SECOND = 1_000_000_000n;
const FORMATS = ["pcap", "pcapng"] as const;
const ORDERS = ["little", "big"] as const;
const RESOLUTIONS = ["microseconds", "nanoseconds"] as const;
const FORMS = FORMATS.flatMap((format) =>
  ORDERS.flatMap((byteOrder) => RESOLUTIONS.map((resolution) => ({ format, byteOrder, resolution }))),
);

const captured = (bytes: Uint8Array, timestamp: bigint | undefined, wireLength = bytes.length) =>
  new CapturedFrame(Uint8Array.from(bytes), 0, bytes.length, { index: 0, timestamp, wireLength });
const facts = (frame: CapturedFrame) => ({
  bytes: [...frame],
  timestamp: frame.timestamp,
  wireLength: frame.wireLength,
});
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!.code;
    throw error;
  }
  return undefined;
};

describe("what was written is read again", () => {
  test.each(FORMS)("$format, $byteOrder-endian, $resolution", ({ format, byteOrder, resolution }) => {
    const file = at(`round-trip.${format}`);
    const unit = resolution === "microseconds" ? 1000n : 1n;
    const frame = fc.tuple(
      fc.uint8Array({ maxLength: 70 }),
      fc.bigInt({ min: 0n, max: 0x1_0000_0000n * SECOND - 1n }),
      fc.nat(3000),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), (list) => {
        const frames = list.map(([bytes, time, cut]) => captured(bytes, time, bytes.length + cut));
        writeCapture(file, frames, { byteOrder, resolution });
        const expected = frames.map((f) => ({ ...facts(f), timestamp: (f.timestamp! / unit) * unit }));
        expect(readCapture(file).map(facts)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test.each(FORMATS)(
    "%s: frames of no capture, and those without a time, get their place as seconds",
    (format) => {
      const file = at(`plain.${format}`);
      const untimed = readCapture(
        folder.write("untimed", layOut(true, [section(true), interfaceBlock(true), simpleBlock(true, A)])),
      );
      writeCapture(file, [B, ...untimed, A]);
      expect(readCapture(file).map(facts)).toEqual([
        { bytes: [...B], timestamp: 0n, wireLength: B.length },
        { bytes: [...A], timestamp: SECOND, wireLength: A.length },
        { bytes: [...A], timestamp: 2n * SECOND, wireLength: A.length },
      ]);
    },
  );

  test.each(FORMATS)("%s: a frame larger than what is buffered, between small ones", (format) => {
    const large = new Uint8Array(3 << 20).map((_, i) => i % 251);
    writeCapture(at(`large.${format}`), [A, large, B]);
    const frames = readCapture(at(`large.${format}`));
    expect(frames.map(({ length }) => length)).toEqual([A.length, large.length, B.length]);
    expect(Buffer.compare(frames[1]!, large)).toBe(0);
  });
});

describe("the bytes that are written", () => {
  test.each([
    ["little", "microseconds", true, 0xa1b2c3d4],
    ["big", "nanoseconds", false, 0xa1b23c4d],
  ] as const)("pcap, %s-endian, %s", (byteOrder, resolution, little, magic) => {
    writeCapture(at("bytes.pcap"), [captured(A, 5_000_007_000n, 99)], { byteOrder, resolution });
    const bytes = [...readFileSync(at("bytes.pcap"))];
    const header = pcapHeader(little, { magic });
    // The snap length, at byte 16, is the writer's own.
    header.set(bytes.slice(16, 20), 16);
    const fraction = resolution === "microseconds" ? 7 : 7000;
    expect(bytes).toEqual([...header, ...pcapRecord(little, A, { seconds: 5, fraction, wire: 99 })]);
  });

  test("pcapng, big-endian", () => {
    writeCapture(at("bytes.pcapng"), [captured(A, 0x1_0000_0002n, 99)], { byteOrder: "big" });
    expect([...readFileSync(at("bytes.pcapng"))]).toEqual([
      ...hex(`0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c
              00000001 00000020 0001 0000 00000000 0009 0001 09000000 0000 0000 00000020
              00000006 00000034 00000000 00000001 00000002 00000011 00000063`),
      ...A,
      ...hex("000000 00000034"),
    ]);
  });
});

describe("nothing half-written", () => {
  const old = Uint8Array.of(1, 2, 3);
  const fresh = (name: string) => {
    mkdirSync(at(name));
    writeFileSync(at(`${name}/x.pcap`), old);
    return {
      file: at(`${name}/x.pcap`),
      names: () => readdirSync(at(name)),
      bytes: () => [...readFileSync(at(`${name}/x.pcap`))],
    };
  };

  test("what was there stays until the capture is closed, and then only the capture is there", () => {
    const { file, names, bytes } = fresh("close");
    const writer = createCaptureWriter(file);
    writer.write(A);
    expect(bytes()).toEqual([...old]);
    writer.close();
    expect(names()).toEqual(["x.pcap"]);
    expect(readCapture(file)).toHaveLength(1);
    writer.discard();
    expect(readCapture(file)).toHaveLength(1);
  });

  test("discard() leaves nothing", () => {
    const { file, names, bytes } = fresh("discard");
    const writer = createCaptureWriter(file);
    writer.write(A);
    writer.discard();
    writer.discard();
    expect([names(), bytes()]).toEqual([["x.pcap"], [...old]]);
  });

  test("frames that throw leave nothing", () => {
    const { file, names, bytes } = fresh("throw");
    function* frames() {
      yield A;
      throw new Error("no more");
    }
    expect(() => writeCapture(file, frames())).toThrow("no more");
    expect([names(), bytes()]).toEqual([["x.pcap"], [...old]]);
  });

  test("XG405: a folder that is not there, a directory in its place", () => {
    expect(codeOf(() => writeCapture(at("nowhere/x.pcap"), [A]))).toBe("XG405");
    mkdirSync(at("taken/x.pcap"), { recursive: true });
    expect(codeOf(() => writeCapture(at("taken/x.pcap"), [A]))).toBe("XG405");
    expect(readdirSync(at("taken"))).toEqual(["x.pcap"]);
  });

  test("XG808: another extension, and none is made", () => {
    for (const name of ["x.cap", "x", "x.pcap.gz", ".pcap"])
      expect(codeOf(() => writeCapture(at(name), [A]))).toBe("XG808");
    expect(existsSync(at("x.cap"))).toBe(false);
  });

  test("XG809: a time that the format cannot hold", () => {
    const { file, names, bytes } = fresh("time");
    const after2106 = captured(A, 0x1_0000_0000n * SECOND);
    expect(codeOf(() => writeCapture(file, [B, after2106]))).toBe("XG809");
    expect([names(), bytes()]).toEqual([["x.pcap"], [...old]]);
    writeCapture(at("late.pcapng"), [after2106]);
    expect(readCapture(at("late.pcapng"))[0]!.timestamp).toBe(after2106.timestamp);
    expect(codeOf(() => writeCapture(at("early.pcapng"), [captured(A, -1n)]))).toBe("XG809");
    expect(codeOf(() => writeCapture(at("late.pcapng"), [captured(A, 1n << 64n)]))).toBe("XG809");
  });
});
