/** The capture that `xdpgen watch --write` makes. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readCapture } from "../../src/testing/capture.js";
import { complaint, xdpgen, type Run } from "../support/cli.js";
import { createWatchStage, eventsOf, watchedFrame, type WatchStage } from "../support/watch-stage.js";

let stage: WatchStage;
beforeAll(() => {
  stage = createWatchStage("watch-w");
});
afterAll(() => stage.remove());
beforeEach(() => stage.attach(stage.object));
afterEach(() => stage.reset());

describe("--write", () => {
  const file = () => path.join(stage.project.directory, "dropped.pcapng");
  afterEach(() => rmSync(file(), { force: true }));
  const has = (tool: string) => spawnSync("which", [tool]).status === 0;
  const ask = (tool: string, ...args: string[]) =>
    execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

  async function capture(): Promise<Run> {
    const watch = await stage.start("--json", "--write", file(), "--count", "3");
    stage.send(53);
    stage.send(123, 1, 1000);
    stage.send(9);
    return watch.ended();
  }

  it("makes a capture with nanoseconds, lengths, and the rule in each packet's comment", async () => {
    const run = await capture();
    expect(run.json.at(-1)).toMatchObject({ event: "ended", packets: 3, capture: file() });
    const frames = readCapture(file());
    expect(frames.map((one) => [one.length, one.wireLength])).toEqual([
      [60, 60],
      [256, 1042],
      [60, 60],
    ]);
    expect(Buffer.from(frames[0]!)).toEqual(Buffer.from(watchedFrame(53)));
    const times = eventsOf(run, "packet").map((line) => Date.parse(String(line["time"])));
    expect(frames.map(({ timestamp }) => Number(timestamp! / 1_000_000n))).toEqual(times);
    const bytes = readFileSync(file());
    for (const comment of [
      'drop by "dns flood" (rules/watched.ts:3)',
      'sample by "ntp queries" (rules/watched.ts:6)',
      'would drop by "perhaps" (rules/watched.ts:7)',
    ])
      expect(bytes.includes(comment)).toBe(true);
  });

  it.runIf(has("tcpdump"))("is read by tcpdump", async () => {
    await capture();
    const lines = ask("tcpdump", "--nano", "-nr", file()).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{9} IP 192\.0\.2\.1\.4711 > 198\.51\.100\.7\.53: /);
  });

  it.runIf(has("tshark"))("is read by Wireshark, comments and interface included", async () => {
    await capture();
    const fields = ["frame.comment", "frame.interface_name", "frame.len", "frame.cap_len"];
    const args = ["-r", file(), "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
    expect(
      ask("tshark", ...args)
        .trimEnd()
        .split("\n"),
    ).toEqual([
      'drop by "dns flood" (rules/watched.ts:3)\tveth1\t60\t60',
      'sample by "ntp queries" (rules/watched.ts:6)\tveth1\t1042\t256',
      'would drop by "perhaps" (rules/watched.ts:7)\tveth1\t60\t60',
    ]);
  });

  it("leaves all that was shown when the watcher is killed", async () => {
    const watch = await stage.start("--write", file(), "--rate", "5000/s");
    stage.send(53, 400);
    await watch.until(/dns flood[^]*dns flood/);
    watch.child.kill("SIGKILL");
    const { stdout } = await watch.ended();
    const shown = stdout.match(/dns flood/g)!.length;
    expect(readCapture(file()).length).toBeGreaterThanOrEqual(shown);
  });

  it("does not touch a file that is there", () => {
    writeFileSync(file(), "mine");
    const run = xdpgen(["watch", "veth1", "--write", file(), "--json", ...stage.there]);
    expect([run.code, complaint(run)?.code]).toEqual([2, "XG821"]);
    expect(readFileSync(file(), "utf8")).toBe("mine");
    const nowhere = xdpgen(["watch", "veth1", "--write", "/nowhere/x.pcapng", "--json", ...stage.there]);
    expect([nowhere.code, complaint(nowhere)?.code]).toEqual([3, "XG405"]);
  });
});
