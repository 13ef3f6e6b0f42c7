import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packet, writeCapture } from "../../../src/testing/index.js";
import { xdpgen } from "../../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-explain-"));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, "package.json"), "{}");
writeFileSync(
  join(folder, "edge.ts"),
  `import { drop, pass } from "xdpgen";

export default [
  pass("office").ipv4Src("192.0.2.0/24").tcpDport(22),
  drop("ssh").tcpDport(22),
  drop("udp").udp(),
];
`,
);
const ssh = packet().ipv4({ src: "198.51.100.7" }).tcp({ dport: 22 });
const cut = packet().ipv6().hopByHop().subarray(0, 60);
writeCapture(join(folder, "day.pcap"), [ssh, cut]);

const explain = (...args: readonly string[]) => xdpgen(["explain", ...args], { cwd: folder });
const hex = (bytes: Uint8Array, between = "") =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(between);

describe("explain", () => {
  test("shows the packet, what held and what did not of each rule, and what decided", () => {
    const { code, stdout } = explain("edge.ts", "day.pcap");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^54 bytes, ipv4, tcp\n/);
    expect(stdout).toMatch(/^ {2}ipv4Src +198\.51\.100\.7$/m);
    expect(stdout).toMatch(/^ {2}tcpFlags +syn$/m);
    expect(stdout).toContain(
      `✗ pass "office" (edge.ts:4:3)
    ✗ ipv4Src 192.0.2.0/24: it is 198.51.100.7
    ✓ tcpDport 22: it is 22
✓ drop "ssh" (edge.ts:5:3)
    ✓ tcpDport 22: it is 22
✗ drop "udp" (edge.ts:6:3), not tried
    ✗ udp: the packet has no UDP

rule "ssh" (edge.ts:5:3) decided: drop, which discards the packet
`,
    );
  });

  test("takes another frame of the capture", () => {
    const { stdout } = explain("edge.ts", "day.pcap", "--frame", "1");
    expect(stdout).toMatch(/^60 bytes, ipv6, malformed: an IPv6 extension header is cut\n/);
    expect(stdout).toMatch(/no rule holds, so the policy decided: pass/);
  });

  test.each([
    ["plain", hex(ssh)],
    ["with 0x", `0x${hex(ssh).toUpperCase()}`],
    ["with colons", hex(ssh, ":")],
    ["with spaces", hex(ssh, " ")],
  ])("takes bytes in hexadecimal, %s", (_form, text) => {
    const { code, json } = explain("edge.ts", text, "--json");
    expect(code).toBe(0);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      ok: true,
      packet: { length: 54, protocols: ["ipv4", "tcp"], fields: { tcpDport: "22" }, malformed: null },
      rules: [
        {
          rule: "office",
          ruleIndex: 0,
          location: "edge.ts:4:3",
          holds: false,
          tried: true,
          matches: [
            { match: "ipv4Src 192.0.2.0/24", outcome: "differs", value: "198.51.100.7" },
            { match: "tcpDport 22", outcome: "holds", value: "22" },
          ],
        },
        { rule: "ssh", holds: true, tried: true },
        { rule: "udp", tried: false, matches: [{ match: "udp", outcome: "no-protocol", value: null }] },
      ],
      action: "drop",
      rule: "ssh",
      ruleIndex: 1,
      location: "edge.ts:5:3",
    });
  });

  test.each([
    ["XG814", ["edge.ts", "day.pcap", "--frame", "2"], "its last is 1"],
    ["XG815", ["edge.ts", "0242ac1"], "half a byte"],
    ["XG815", ["edge.ts", "0242zz"], '"z" is no hexadecimal digit'],
    ["XG815", ["edge.ts", ""], "no digits"],
    ["XG815", ["edge.ts", hex(ssh), "--frame", "0"], "--frame"],
    ["XG801", ["edge.ts", "nowhere.pcap"], "nowhere.pcap"],
    ["XG701", ["edge.ts", "day.pcap", "--frame", "-1"], "whole number"],
  ])("%s for what does not fit", (code, args, text) => {
    const run = explain(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(code);
    expect(run.stderr).toContain(text);
  });
});
