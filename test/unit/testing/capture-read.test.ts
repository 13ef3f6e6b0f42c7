import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CapturedFrame, openCapture, readCapture } from "../../../src/testing/index.js";
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
} from "./capture-files.js";
import { hex } from "./hex.js";

const folder = temporaryFolder();
const A = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5 0a 0b 0c");
const B = hex("02 00 5e 00 53 02 02 00 5e 00 53 01 88 b5");
const BOTH_ORDERS = [
  ["little", true],
  ["big", false],
] as const;

const read = (...parts: readonly Uint8Array[]) => {
  const capture = openCapture(folder.write("capture", layOut(true, parts)));
  const frames = [...capture.frames()];
  return { frames, skipped: capture.skipped, warnings: capture.warnings };
};
const facts = ({ index, timestamp, wireLength, length }: CapturedFrame) => ({
  index,
  timestamp,
  wireLength,
  length,
});

describe("captures of other tools", () => {
  test("editcap: nanoseconds, frames cut to 16 bytes", () => {
    const file = hex(`
      4d3cb2a1020004000000000000000000100000000100000000f1536500ca5b07100000002a00000002005e0053020200
      5e0053010806000001f15365e8cd5b07100000001100000002005e00530202005e00530188b50102`);
    const { frames, warnings } = read(file);
    expect(frames.map(facts)).toEqual([
      { index: 0, timestamp: 1_700_000_000_123_456_000n, wireLength: 42, length: 16 },
      { index: 1, timestamp: 1_700_000_001_123_457_000n, wireLength: 17, length: 16 },
    ]);
    expect(Buffer.from(frames[1]!).toString("hex")).toBe("02005e00530202005e00530188b50102");
    expect(warnings).toEqual([]);
  });

  test("tcpdump: microseconds", () => {
    const file = hex(`
      d4c3b2a10200040000000000000000000000040001000000 01f1536541e20100110000001100000002005e00530202005e
      00530188b5010203`);
    const [frame] = read(file).frames;
    expect(facts(frame!)).toEqual({
      index: 0,
      timestamp: 1_700_000_001_123_457_000n,
      wireLength: 17,
      length: 17,
    });
    expect(Buffer.from(frame!).toString("hex")).toBe("02005e00530202005e00530188b5010203");
  });

  test("editcap: pcapng with the name of the tool and a comment on a packet, cut to 20 bytes", () => {
    const file = hex(`
      0a0d0d0a6c0000004d3c2b1a01000000ffffffffffffffff0400450045646974636170202857697265736861726b2920342e
      302e313720284769742076342e302e3137207061636b6167656420617320342e302e31372d302b6465623132753329000000
      000000006c0000000100000014000000010000000000040014000000060000004400000000000000240a0600402220181400
      00002a00000002005e00530202005e00530108060000000000000100050068656c6c6f000000000000004400000006000000
      3400000000000000240a060081642f18110000001100000002005e00530202005e00530188b501020300000034000000`);
    const { frames, warnings } = read(file);
    expect(frames.map(facts)).toEqual([
      { index: 0, timestamp: 1_700_000_000_123_456_000n, wireLength: 42, length: 20 },
      { index: 1, timestamp: 1_700_000_001_123_457_000n, wireLength: 17, length: 17 },
    ]);
    expect(Buffer.from(frames[1]!).toString("hex")).toBe("02005e00530202005e00530188b5010203");
    expect(warnings).toEqual([]);
  });
});

describe("classic pcap", () => {
  test.each(BOTH_ORDERS)("%s-endian, micro- and nanoseconds", (_, little) => {
    for (const [magic, unit] of [
      [0xa1b2c3d4, 1000n],
      [0xa1b23c4d, 1n],
    ] as const) {
      const { frames } = read(
        pcapHeader(little, { magic }),
        pcapRecord(little, A, { seconds: 0xffffffff, fraction: 7, wire: 1500 }),
        pcapRecord(little, B),
        pcapRecord(little, new Uint8Array(0)),
      );
      expect(frames.map(facts)).toEqual([
        { index: 0, timestamp: 0xffffffffn * 1_000_000_000n + 7n * unit, wireLength: 1500, length: 17 },
        { index: 1, timestamp: 0n, wireLength: 14, length: 14 },
        { index: 2, timestamp: 0n, wireLength: 0, length: 0 },
      ]);
      expect([...frames[0]!]).toEqual([...A]);
    }
  });

  test("the length of frame check sequences, in the upper bits of the link type, is no link type", () => {
    expect(read(pcapHeader(true, { linkType: 0x50000001 }), pcapRecord(true, A)).frames).toHaveLength(1);
  });

  test("a header without packets", () => {
    expect(read(pcapHeader(false))).toEqual({ frames: [], skipped: [], warnings: [] });
  });
});

describe.each(BOTH_ORDERS)("pcapng, %s-endian", (_, little) => {
  const secondsOf = (resolution: number, offset = 0n) => [
    ...option(2, Buffer.from("eth0")),
    ...option(9, Uint8Array.of(resolution)),
    ...option(14, layOut(little, [[offset, 8]])),
    ...option(0, new Uint8Array(0)),
  ];
  const timeOf = (resolution: number, ticks: bigint, offset?: bigint) =>
    read(
      section(little),
      interfaceBlock(little, { options: secondsOf(resolution, offset) }),
      packetBlock(little, A, { ticks }),
    ).frames[0]!.timestamp;

  test("times are in the units of their interface", () => {
    expect(timeOf(0, 3n)).toBe(3_000_000_000n);
    expect(timeOf(6, 3n)).toBe(3_000n);
    expect(timeOf(9, 0x1_0000_0003n)).toBe(0x1_0000_0003n);
    expect(timeOf(12, 3_999n)).toBe(3n);
    expect(timeOf(0x80 | 10, 1536n)).toBe(1_500_000_000n);
    expect(timeOf(0x80, 2n)).toBe(2_000_000_000n);
    expect(timeOf(9, 5n, 2n)).toBe(2_000_000_005n);
    expect(timeOf(9, 5n, -1n)).toBe(-999_999_995n);
  });

  test("without options they are microseconds", () => {
    const [frame] = read(
      section(little),
      interfaceBlock(little),
      packetBlock(little, A, { ticks: 2n }),
    ).frames;
    expect(frame!.timestamp).toBe(2000n);
  });

  test("simple packet blocks have no time, and as many bytes as the interface keeps", () => {
    const { frames } = read(
      section(little),
      interfaceBlock(little, { snapLength: 15 }),
      simpleBlock(little, A.subarray(0, 15), 17),
      simpleBlock(little, B),
    );
    expect(frames.map(facts)).toEqual([
      { index: 0, timestamp: undefined, wireLength: 17, length: 15 },
      { index: 1, timestamp: undefined, wireLength: 14, length: 14 },
    ]);
  });

  test("obsolete packet blocks name their interface in 16 bits, beside what was lost", () => {
    const body = [[1, 2], [9, 2], [0, 4], [5, 4], [A.length, 4], [60, 4], A] as const;
    const { frames } = read(
      section(little),
      interfaceBlock(little, { linkType: 113 }),
      interfaceBlock(little),
      block(2, little, body),
    );
    expect(frames.map(facts)).toEqual([{ index: 0, timestamp: 5000n, wireLength: 60, length: 17 }]);
  });

  test("packets of other interfaces are counted by link type, and count in the index", () => {
    const { frames, skipped } = read(
      section(little),
      interfaceBlock(little, { linkType: 113 }),
      interfaceBlock(little),
      interfaceBlock(little, { linkType: 147 }),
      packetBlock(little, A, { interfaceId: 0 }),
      packetBlock(little, A, { interfaceId: 2 }),
      packetBlock(little, A, { interfaceId: 0 }),
      packetBlock(little, B, { interfaceId: 1 }),
    );
    expect(frames.map(({ index, length }) => [index, length])).toEqual([[3, B.length]]);
    expect(skipped).toEqual([
      { reason: "link type 113 (Linux cooked)", count: 2 },
      { reason: "link type 147", count: 1 },
    ]);
  });

  test("blocks of other types are passed over: name resolution, statistics, secrets, private ones", () => {
    const others = [4, 5, 10, 0xbad, 0x80000001].map((type) =>
      block(type, little, [
        [0, 4],
        [1, 4],
      ]),
    );
    const { frames, skipped, warnings } = read(
      section(little),
      block(0xbad, little, []),
      interfaceBlock(little),
      ...others,
      packetBlock(little, A),
      ...others,
    );
    expect(frames.map(({ index }) => index)).toEqual([0]);
    expect([skipped, warnings]).toEqual([[], []]);
  });

  test("a later section has its own byte order and its own interfaces", () => {
    const { frames } = read(
      section(little),
      interfaceBlock(little, { options: secondsOf(9) }),
      packetBlock(little, A, { ticks: 1n }),
      section(!little),
      interfaceBlock(!little),
      packetBlock(!little, B, { ticks: 1n }),
    );
    expect(frames.map(facts)).toEqual([
      { index: 0, timestamp: 1n, wireLength: 17, length: 17 },
      { index: 1, timestamp: 1000n, wireLength: 14, length: 14 },
    ]);
  });

  test("an option that does not fit its block ends the options", () => {
    // An offset of eight bytes, of which the block has four.
    const options = [
      [14, 2],
      [8, 2],
      [0, 4],
    ] as const;
    const { frames } = read(section(little), interfaceBlock(little, { options }), packetBlock(little, A));
    expect(frames.map(({ timestamp }) => timestamp)).toEqual([0n]);
  });
});

describe("captured frames", () => {
  test("are byte arrays; what is made from them has no facts of a capture", () => {
    const [frame] = read(pcapHeader(true), pcapRecord(true, A)).frames;
    expect(frame).toBeInstanceOf(CapturedFrame);
    expect(frame).toBeInstanceOf(Uint8Array);
    for (const made of [frame!.subarray(1), frame!.slice(1), frame!.map((byte) => byte)])
      expect(made.constructor).toBe(Uint8Array);
  });
});

describe("an open capture", () => {
  const file = folder.write(
    "two.pcap",
    layOut(true, [pcapHeader(true), pcapRecord(true, A), pcapRecord(true, B)]),
  );
  const openFiles = () => readdirSync("/proc/self/fd").length;

  test.skipIf(!existsSync("/proc/self/fd"))(
    "is closed at the end, when the loop is left, and by close()",
    () => {
      const before = openFiles();
      expect(readCapture(file)).toHaveLength(2);
      for (const _ of openCapture(file).frames()) break;
      const unread = openCapture(file);
      expect(openFiles()).toBe(before + 1);
      unread.close();
      unread.close();
      expect(openFiles()).toBe(before);
    },
  );

  test("gives its frames once", () => {
    const capture = openCapture(file);
    expect([...capture.frames()]).toHaveLength(2);
    expect(() => capture.frames()).toThrow(TypeError);
  });

  test("- is standard input, which may come in pieces", () => {
    const source = path.resolve(import.meta.dirname, "../../../src/testing/capture.ts");
    const script = `
      const { createJiti } = await import("jiti");
      const { openCapture } = await createJiti(${JSON.stringify(import.meta.url)}).import(${JSON.stringify(source)});
      const capture = openCapture("-");
      const lengths = [...capture.frames()].map(({ length }) => length);
      console.log(...lengths, ...capture.warnings.map(({ message }) => message));`;
    const slowly = `head -c 30 "$1"; sleep 0.2; tail -c +31 "$1" | head -c 52`;
    const output = execFileSync(
      "bash",
      [
        "-c",
        `set -o pipefail; (${slowly}) | "$2" --input-type=module -e "$3"`,
        "bash",
        file,
        process.execPath,
        script,
      ],
      { encoding: "utf8", cwd: import.meta.dirname },
    );
    expect(output.trim()).toBe(
      "17 standard input ends in the middle of what begins at byte 57, after 1 whole packet",
    );
  });
});

const CAPTURES = path.resolve(import.meta.dirname, "../../../../shared/testdata/captures-libpcap");

describe.skipIf(!existsSync(CAPTURES))("the captures of testdata", () => {
  const files = existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((file) => /\.pcap(ng)?$/.test(file)) : [];

  test.each(files)("%s is read to its end", (file) => {
    const capture = openCapture(path.join(CAPTURES, file));
    const frames = [...capture.frames()];
    expect(frames.length).toBeGreaterThan(0);
    expect([capture.skipped, capture.warnings]).toEqual([[], []]);
    expect(frames.map(({ index }) => index)).toEqual(frames.map((_, index) => index));
  });
});
