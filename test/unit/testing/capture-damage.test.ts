/** Captures that are cut, damaged or something else: frames as far as there are any, and a message; never a crash. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DiagnosticError, type Code } from "../../../src/diagnostics/index.js";
import { openCapture } from "../../../src/testing/index.js";
import {
  block,
  interfaceBlock,
  layOut,
  option,
  packetBlock,
  pcapHeader,
  pcapRecord,
  section,
  simpleBlock,
  temporaryFolder,
  type Part,
} from "./capture-files.js";
import { hex } from "./hex.js";

const folder = temporaryFolder();
const A = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5 0a 0b 0c");
const B = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5");

interface Outcome {
  readonly frames: readonly Uint8Array[];
  readonly warnings: readonly string[];
  /** The diagnostic that ended it, if one did. */
  readonly error?: { readonly code: Code; readonly message: string; readonly hint: string | undefined };
}

/** Reads the file; anything that is no DiagnosticError goes up and fails the test. */
function read(file: string): Outcome {
  const frames: Uint8Array[] = [];
  let warnings: readonly string[] = [];
  try {
    const capture = openCapture(file);
    try {
      for (const frame of capture.frames()) frames.push(frame);
    } finally {
      warnings = capture.warnings.map(({ code, message }) => `${code} ${message}`);
    }
    return { frames, warnings };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, message, hint } = error.diagnostics[0]!;
    return { frames, warnings, error: { code, message, hint } };
  }
}

const readBytes = (...parts: readonly Part[]) => read(folder.write("capture", layOut(true, parts)));

const orders = [
  ["little", true],
  ["big", false],
] as const;

/** Pieces of a capture: all up to the first packet, and each packet's record or block. */
const CUTTABLE = orders.flatMap(([order, little]) => [
  {
    title: `pcap, ${order}-endian`,
    headers: [pcapHeader(little)],
    // Before all of it is there, nobody knows what the file is.
    refusedBelow: 24,
    packets: [pcapRecord(little, A), pcapRecord(little, B)],
  },
  {
    title: `pcapng, ${order}-endian`,
    headers: [
      section(little),
      interfaceBlock(little, { options: option(9, Uint8Array.of(9)) }),
      block(5, little, [[0, 4]]),
    ],
    refusedBelow: 16,
    packets: [packetBlock(little, A), simpleBlock(little, B)],
  },
]);

describe("a capture that is cut at any byte gives the frames before", () => {
  test.each(CUTTABLE)("$title", ({ headers, refusedBelow, packets }) => {
    const pieces = [...headers, ...packets];
    const bytes = layOut(true, pieces);
    const ends = pieces.map((_, i) => layOut(true, pieces.slice(0, i + 1)).length);
    for (let size = 0; size <= bytes.length; size++) {
      const { frames, warnings, error } = readBytes(bytes.subarray(0, size));
      const whole = ends.slice(headers.length).filter((end) => end <= size).length;
      expect(frames, `${size} bytes`).toHaveLength(whole);
      if (size < refusedBelow) {
        expect(error?.code, `${size} bytes`).toBe(size < 4 ? "XG803" : "XG805");
        continue;
      }
      expect(error, `${size} bytes`).toBeUndefined();
      const begun = Math.max(0, ...ends.filter((end) => end <= size));
      const expected = ends.includes(size)
        ? []
        : [expect.stringMatching(`^XG807 .*begins at byte ${begun}, after ${whole} whole`)];
      expect(warnings, `${size} bytes`).toEqual(expected);
    }
  });
});

describe("what is no capture", () => {
  test("there is none", () => {
    const file = path.join(folder.path, "none.pcap");
    expect(read(file).error).toMatchObject({ code: "XG801", message: `there is no capture ${file}` });
  });

  test("a directory cannot be read, and neither can a path through a file", () => {
    const directory = path.join(folder.path, "directory.pcap");
    mkdirSync(directory);
    expect(read(directory).error).toMatchObject({
      code: "XG802",
      message: `cannot read ${directory}: it is a directory`,
    });
    const through = path.join(folder.write("file", A), "x.pcap");
    expect(read(through).error).toMatchObject({
      code: "XG802",
      message: `cannot read ${through}: a part of the path is a file`,
    });
  });

  const OTHERS = [
    ["", /it is empty$/, /tcpdump/],
    ["1f 8b 08 00 00 00 00 00", /it is compressed with gzip$/, /gunzip/],
    ["28 b5 2f fd 00 00 00 00", /it is compressed with zstd$/, /unzstd/],
    ["fd 37 7a 58 5a 00 00 00", /it is compressed with xz$/, /unxz/],
    ["34 cd b2 a1 02 00 04 00", /it is a capture in the modified pcap format/, /editcap/],
    ["a1 b2 cd 34 00 02 00 04", /it is a capture in the modified pcap format/, /editcap/],
    ["7f 45 4c 46 02 01 01 00", /it is an ELF object$/, /pcap or pcapng/],
    ["69 6d 70 6f 72 74 20 7b", /it is text$/, /pcap or pcapng/],
    [
      "00 01 02 03 04 05 06 07 08",
      /it is a file that begins with the bytes 00 01 02 03 04 05 06 07$/,
      /pcapng/,
    ],
  ] as const;

  test.each(OTHERS)("XG803: %s", (start, message, hint) => {
    const { error } = readBytes(hex(start));
    expect(error?.code).toBe("XG803");
    expect(error?.message).toMatch(message);
    expect(error?.hint).toMatch(hint);
  });
});

describe("captures of something else", () => {
  test("a classic pcap of another link type is refused by name", () => {
    const { error } = readBytes(pcapHeader(true, { linkType: 113 }), pcapRecord(true, A));
    expect(error).toMatchObject({
      code: "XG804",
      message: expect.stringContaining("its packets are of link type 113 (Linux cooked)"),
      hint: expect.stringContaining("tcpdump -i eth0"),
    });
    expect(readBytes(pcapHeader(false, { linkType: 147 })).error?.message).toMatch(/of link type 147$/);
  });

  test("another version is refused, also that of a later section", () => {
    expect(readBytes(pcapHeader(true, { minor: 2 })).error).toMatchObject({
      code: "XG806",
      message: expect.stringContaining("version 2.2 of pcap; xdpgen reads version 2.4"),
    });
    expect(readBytes(section(false, 2)).error).toMatchObject({
      code: "XG806",
      message: expect.stringContaining("version 2.0 of pcapng"),
    });
    expect(readBytes(section(true, 1, 2)).error).toBeUndefined();
    const second = readBytes(section(true), interfaceBlock(true), packetBlock(true, A), section(true, 3));
    expect([second.frames.length, second.error?.code]).toEqual([1, "XG806"]);
  });
});

describe.each(orders)("damaged captures, %s-endian, are read as far as they are whole", (_, little) => {
  /** The outcome of a whole packet and then `broken`, with the place of the damage counted from the latter's first byte. */
  const after = (whole: readonly Uint8Array[], ...broken: readonly Uint8Array[]) => {
    const { frames, error } = readBytes(...whole, ...broken, packetBlock(little, B));
    const [, offset, reason] = /is damaged at byte (\d+): (.*)$/.exec(error?.message ?? "") ?? [];
    return {
      frames: frames.length,
      code: error?.code,
      at: Number(offset) - layOut(true, whole).length,
      reason,
    };
  };
  const pcap = [pcapHeader(little), pcapRecord(little, A)];
  const pcapng = [section(little), interfaceBlock(little), packetBlock(little, A)];
  const words = (...values: readonly number[]) =>
    layOut(
      little,
      values.map((value) => [value, 4] as const),
    );

  test("a record of an impossible length", () => {
    expect(after(pcap, words(0, 0, 0x7fffffff, 60))).toEqual({
      frames: 1,
      code: "XG805",
      at: 8,
      reason: "a packet claims to have 2147483647 bytes",
    });
  });

  test.each([
    ["shorter than a block", 6, 8],
    ["no multiple of four", 5, 22],
    ["absurd", 5, 0x10000000],
    ["shorter than its fixed part", 6, 24],
  ])("a block whose length is %s", (_title, type, length) => {
    expect(after(pcapng, words(type, length, 0, 0, 0, 0, 0, 0, 0))).toEqual({
      frames: 1,
      code: "XG805",
      at: 4,
      reason: `a block of type ${type} claims to have ${length} bytes`,
    });
  });

  test("a block whose lengths differ", () => {
    expect(after(pcapng, words(5, 16, 0, 20))).toEqual({
      frames: 1,
      code: "XG805",
      at: 12,
      reason: "a block begins with a length of 16 and ends with 20",
    });
  });

  test("a packet that does not fit its block", () => {
    expect(after(pcapng, packetBlock(little, B, { captured: 17 }))).toEqual({
      frames: 1,
      code: "XG805",
      at: 8,
      reason: "a packet claims to have 17 bytes in a block with room for 16",
    });
    expect(after(pcapng, simpleBlock(little, B, 17)).code).toBe("XG805");
  });

  test("an interface that was not described, or only in an earlier section", () => {
    expect(after(pcapng, packetBlock(little, B, { interfaceId: 1 })).reason).toBe(
      "a packet names interface 1; its section has described 1",
    );
    expect(after([...pcapng, section(little)], simpleBlock(little, B)).reason).toBe(
      "a packet names interface 0; its section has described 0",
    );
  });

  test("a section without its byte-order magic", () => {
    const none = block(0x0a0d0d0a, little, [
      [0, 4],
      [1, 2],
      [0, 2],
      [-1n, 8],
    ]);
    expect(after(pcapng, none)).toMatchObject({ frames: 1, code: "XG805", at: 8 });
    expect(readBytes(none).error?.code).toBe("XG805");
  });
});

describe("random bytes after a valid header give frames or a diagnostic, and nothing else", () => {
  const SEED = 20_260_802;

  test.each(orders)("pcap and pcapng, %s-endian", (_, little) => {
    const start = fc.constantFrom(
      [pcapHeader(little)],
      [section(little), interfaceBlock(little)],
      [section(little), interfaceBlock(little, { snapLength: 20 }), packetBlock(little, A)],
    );
    // Small integers make lengths and types that are possible more often than bytes alone do.
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .tuple(fc.constantFrom(1, 2, 3, 6, 0x0a0d0d0a), fc.uint8Array({ maxLength: 48 }))
        .map(([type, body]) => block(type, little, [body])),
      fc.array(fc.nat(64), { maxLength: 8 }).map((values) =>
        layOut(
          little,
          values.map((value) => [value, 4] as const),
        ),
      ),
    );
    fc.assert(
      fc.property(start, fc.array(piece, { maxLength: 6 }), (headers, pieces) => {
        const { frames, error } = readBytes(...headers, ...pieces);
        expect(frames.every(({ length }) => length <= 1 << 24)).toBe(true);
        if (error !== undefined) expect(["XG805", "XG806"]).toContain(error.code);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test.each(CUTTABLE)("$title with some bytes changed", ({ headers, packets }) => {
    const bytes = layOut(true, [...headers, ...packets]);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, value] of changes) changed[at] = value;
        const { error } = readBytes(changed);
        if (error !== undefined) expect(error.code).toMatch(/^XG80[3-6]$/);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
