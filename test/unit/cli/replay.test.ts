/** `xdpgen replay` on the interpreter, which any system has. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packet, readCapture, writeCapture } from "../../../src/testing/index.js";
import { xdpgen } from "../../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

writeFileSync(at("package.json"), "{}");
writeFileSync(
  at("edge.ts"),
  `import { aborted, drop, pass, ruleset } from "xdpgen";

export default ruleset({ policy: "pass" }, [
  pass("office").ipv4Src("192.0.2.0/24").tcpDport(22),
  drop("ssh").tcpDport(22),
  aborted("telnet").tcpDport(23),
]);
`,
);

const tcp = (dport: number, src = "198.51.100.7") => packet().ipv4({ src }).tcp({ dport });
const FRAMES = [tcp(80), tcp(22), tcp(22, "192.0.2.9"), tcp(23), tcp(22), new Uint8Array(7)];
writeCapture(at("day.pcapng"), FRAMES);

const replay = (...args: readonly string[]) => xdpgen(["replay", ...args], { cwd: folder });

const SSH = { action: "drop", rule: "ssh", ruleIndex: 1, location: "edge.ts:5:3" };
const POLICY = { action: "pass", rule: null, ruleIndex: null, location: null };

describe("replay --json", () => {
  test("is a line for each frame, and nothing else", () => {
    const { code, stdout, stderr, json } = replay("edge.ts", "day.pcapng", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(json).toEqual([
      { frame: 0, ...POLICY },
      { frame: 1, ...SSH },
      { frame: 2, action: "pass", rule: "office", ruleIndex: 0, location: "edge.ts:4:3" },
      { frame: 3, action: "aborted", rule: "telnet", ruleIndex: 2, location: "edge.ts:6:3" },
      { frame: 4, ...SSH },
      { frame: 5, ...POLICY },
    ]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(FRAMES.length);
  });

  test("--summary is one line with the totals", () => {
    const { code, json } = replay("edge.ts", "day.pcapng", "--json", "--summary");
    expect(code).toBe(0);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      ok: true,
      engines: ["interpreter"],
      frames: 6,
      bytes: 5 * 54 + 7,
      notRunnable: 0,
      differing: 0,
      rules: [
        { rule: "office", ruleIndex: 0, packets: 1, bytes: 54 },
        { rule: "ssh", ruleIndex: 1, packets: 2, bytes: 108 },
        { rule: "telnet", ruleIndex: 2, packets: 1, bytes: 54 },
      ],
      policy: { action: "pass", packets: 2, bytes: 61, share: 2 / 6 },
    });
  });
});

describe("replay", () => {
  test("shows a table of rules with packets, bytes and share", () => {
    const { code, stdout } = replay("edge.ts", "day.pcapng");
    expect(code).toBe(0);
    expect(stdout).toBe(
      `rule      action   packets  bytes   share  source
office    pass           1     54  16.7 %  edge.ts:4:3
ssh       drop           2    108  33.3 %  edge.ts:5:3
telnet    aborted        1     54  16.7 %  edge.ts:6:3
(policy)  pass           2     61  33.3 %
6 frames, 277 bytes, judged by the interpreter
`,
    );
  });

  test("writes the frames that are dropped, with their times", () => {
    const { code } = replay("edge.ts", "day.pcapng", "--write-dropped", "lost.pcap");
    expect(code).toBe(0);
    const lost = readCapture(at("lost.pcap"));
    expect(lost.map((frame) => Buffer.from(frame))).toEqual([1, 3, 4].map((i) => Buffer.from(FRAMES[i]!)));
    expect(lost.map(({ timestamp }) => timestamp)).toEqual([1n, 3n, 4n].map((s) => s * 1_000_000_000n));
  });

  test("leaves no half of such a file when the capture turns out to be damaged", () => {
    const bytes = readFileSync(at("day.pcapng"));
    // The length of the second packet block, which no block can have.
    const block = bytes.indexOf(Buffer.from([6, 0, 0, 0]), bytes.indexOf(Buffer.from([6, 0, 0, 0])) + 4);
    bytes.writeUInt32LE(5, block + 4);
    writeFileSync(at("damaged.pcapng"), bytes);
    const { code, stderr } = replay("edge.ts", "damaged.pcapng", "--write-dropped", "half.pcapng");
    expect(code).toBe(2);
    expect(stderr).toContain("XG805");
    expect(readdirSync(folder).filter((name) => name.includes("half"))).toEqual([]);
  });

  test("takes a capture from standard input", () => {
    const [command, rest] = ["sh", ["-c", 'cat day.pcapng | "$@"', "sh"]] as const;
    const { json } = xdpgen(["replay", "edge.ts", "-", "--json"], { cwd: folder, under: [command, ...rest] });
    expect(json).toHaveLength(FRAMES.length);
  });

  test("of an empty capture is a table of nothing", () => {
    writeCapture(at("empty.pcap"), []);
    const { code, stdout } = replay("edge.ts", "empty.pcap");
    expect(code).toBe(0);
    expect(stdout).toContain("0 frames, 0 bytes");
    expect(stdout).not.toContain("NaN");
  });

  test("judges what is whole of a capture that was cut, and says so", () => {
    writeCapture(at("whole.pcap"), FRAMES);
    writeFileSync(at("cut.pcap"), readFileSync(at("whole.pcap")).subarray(0, -10));
    const { code, stderr, json } = replay("edge.ts", "cut.pcap", "--json");
    expect(code).toBe(0);
    expect(json).toHaveLength(FRAMES.length - 1);
    expect(stderr).toContain("XG807");
  });

  test("counts the packets of other link types, and keeps the numbers of the others", () => {
    // An interface description block of link type 113 behind the first one, and every second packet on it.
    const other = Buffer.alloc(20);
    other.writeUInt32LE(1, 0);
    other.writeUInt32LE(20, 4);
    other.writeUInt16LE(113, 8);
    other.writeUInt32LE(20, 16);
    writeCapture(at("one.pcapng"), [tcp(22), tcp(22), tcp(22)]);
    const bytes = readFileSync(at("one.pcapng"));
    const firstPacket = bytes.indexOf(Buffer.from([6, 0, 0, 0]));
    const mixed = Buffer.concat([bytes.subarray(0, firstPacket), other, bytes.subarray(firstPacket)]);
    const blockBytes = mixed.readUInt32LE(firstPacket + 20 + 4);
    mixed.writeUInt32LE(1, firstPacket + 20 + blockBytes + 8);
    writeFileSync(at("mixed.pcapng"), mixed);
    const { code, stderr, json } = replay("edge.ts", "mixed.pcapng", "--json");
    expect(code).toBe(0);
    expect(json.map(({ frame }) => frame)).toEqual([0, 2]);
    expect(stderr).toMatch(/XG818: mixed\.pcapng: 1 packet left out, of link type 113/);
  });

  test("says when a capture has only the beginning of its frames", () => {
    writeCapture(at("short.pcap"), [tcp(22)]);
    const bytes = readFileSync(at("short.pcap"));
    bytes.writeUInt32LE(1500, 24 + 12);
    writeFileSync(at("short.pcap"), bytes);
    expect(replay("edge.ts", "short.pcap").stderr).toContain("XG820");
  });

  test.each([
    ["XG801", ["edge.ts", "nowhere.pcap"]],
    ["XG803", ["edge.ts", "edge.ts"]],
    ["XG101", ["nowhere.ts", "day.pcapng"]],
    ["XG501", ["nowhere.o", "day.pcapng"]],
    ["XG701", ["edge.ts", "day.pcapng", "--engine", "kernal"]],
    ["XG817", ["xdp.o", "day.pcapng", "--engine", "both"]],
    ["XG808", ["edge.ts", "day.pcapng", "--write-dropped", "lost.txt"]],
  ])("%s for what does not fit", (code, args) => {
    const run = replay(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(code);
  });

  test("does nothing for rules that are wrong", () => {
    writeFileSync(at("wrong.ts"), 'import { drop } from "xdpgen";\nexport default drop().tcpDport(70000);\n');
    const { code, stderr } = replay("wrong.ts", "day.pcapng", "--write-dropped", "none.pcap");
    expect(code).toBe(1);
    expect(stderr).toContain("wrong.ts:2:32");
    expect(existsSync(at("none.pcap"))).toBe(false);
  });
});
