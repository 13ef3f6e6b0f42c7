/** `xdpgen replay` in the kernel, and the kernel against the interpreter. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exitCodeFor } from "../../src/cli/exit-codes.js";
import { replay } from "../../src/cli/replay/replay.js";
import { diagnostic } from "../../src/diagnostics/index.js";
import { drop } from "../../src/index.js";
import { interpreterEngine } from "../../src/testing/engine.js";
import { openCapture, packet, programOf, writeCapture } from "../../src/testing/index.js";
import { hostileFrames } from "../../src/testing/samples.js";
import { xdpgen } from "../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hostile = join(folder, "hostile.pcapng");
const odd = join(folder, "odd.pcap");
const run = (...args: readonly string[]) => xdpgen(["replay", ...args], { cwd: folder });

beforeAll(() => {
  cpSync(join(import.meta.dirname, "../../rules"), join(folder, "rules"), { recursive: true });
  cpSync(join(import.meta.dirname, "../../package.json"), join(folder, "package.json"));
  writeCapture(
    hostile,
    hostileFrames().map(({ frame }) => frame),
  );
  writeCapture(odd, [packet().ipv4().tcp({ dport: 22 }), new Uint8Array(13), new Uint8Array(3521)]);
});

describe("replay in the kernel", () => {
  test.each(["block-a", "hygiene", "ssh-guard", "suspicious", "web-server"])(
    "%s: file and object, interpreter and kernel say the same of every hostile frame",
    (name) => {
      const rules = `rules/${name}.ts`;
      const byInterpreter = run(rules, hostile, "--json");
      expect(byInterpreter.json).toHaveLength(hostileFrames().length);
      expect(run(rules, hostile, "--json", "--engine", "kernel").stdout).toBe(byInterpreter.stdout);
      expect(run(rules, hostile, "--engine", "both").code).toBe(0);

      expect(xdpgen(["build", rules], { cwd: folder }).code).toBe(0);
      expect(run(`generated/${name}/xdp.o`, hostile, "--json").stdout).toBe(byInterpreter.stdout);
    },
  );

  test("frames that the kernel does not take are reported and change nothing else", () => {
    const { code, stderr, json } = run("rules/ssh-guard.ts", odd, "--json", "--engine", "kernel");
    expect(code).toBe(0);
    const nothing = { action: null, rule: null, ruleIndex: null, location: null };
    expect(json).toEqual([
      { frame: 0, action: "drop", rule: "ssh", ruleIndex: 2, location: "rules/ssh-guard.ts:9:3" },
      { frame: 1, ...nothing, notRunnable: "13 bytes" },
      { frame: 2, ...nothing, notRunnable: "3521 bytes" },
    ]);
    expect(stderr).toMatch(/XG819: .*odd\.pcap: 2 frames not runnable in the kernel, which takes 14 to 3520/);
  });

  test("engines that differ are found out, frame by frame, and end with 1", async () => {
    const engines = [
      interpreterEngine(programOf(drop("short").packetLength(13))),
      interpreterEngine(programOf(drop("long").packetLength(3521))),
    ] as const;
    const rules = [{ name: "only", action: "drop", location: "rules/x.ts:1:1" }] as const;
    const lines: string[] = [];
    const tally = await replay({ rules, policy: "pass", engines, diagnostics: [] }, openCapture(odd), {
      lines: (text) => Promise.resolve(void lines.push(text)),
      dropped: undefined,
      onProgress: () => {},
      stop: new AbortController().signal,
    });
    expect(tally).toMatchObject({ differing: 2, firstDiffering: 1, judged: { packets: 3 } });
    const second = JSON.parse(lines.join("").split("\n")[1]!) as object;
    expect(second).toMatchObject({
      frame: 1,
      action: "drop",
      rule: "only",
      kernel: { action: "pass", rule: null },
    });
    expect(exitCodeFor([diagnostic("XG816", { frames: "2 frames", first: 1 })])).toBe(1);
  });
});
