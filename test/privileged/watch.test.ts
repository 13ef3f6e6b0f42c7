/** `xdpgen watch`: what is shown of dropped packets. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findOurProgram, watchPackets, type WatchEvent } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import {
  createWatchStage,
  eventsOf,
  interrupt,
  watchedFrame,
  type WatchStage,
} from "../support/watch-stage.js";

let stage: WatchStage;
beforeAll(() => {
  stage = createWatchStage("watch");
});
afterAll(() => stage.remove());
beforeEach(() => stage.attach(stage.object));
afterEach(() => stage.reset());

describe("what is shown", () => {
  it("is a line for each packet: when, what, by which rule, where that stands, and from whom to whom", async () => {
    const watch = await stage.start();
    for (const port of [53, 19, 7, 123, 9, 1]) stage.send(port);
    await watch.until(/perhaps/);
    const { stdout, code, stderr } = await interrupt(watch);
    expect([code, stderr]).toEqual([0, ""]);
    const from = String.raw`192\.0\.2\.1:4711 > 198\.51\.100\.7`;
    const time = String.raw`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    expect(heading).toMatch(/^watching veth1: watched, program id \d+; at most 100\/s, Ctrl\+C ends$/);
    const expected = [
      String.raw`drop    dns flood \(rules/watched\.ts:3\)  ${from}:53 UDP 60 B$`,
      String.raw`aborted chargen \(rules/watched\.ts:4\)  ${from}:19 UDP 60 B$`,
      String.raw`sample  ntp queries \(rules/watched\.ts:6\)  ${from}:123 UDP 60 B$`,
      String.raw`would drop perhaps \(rules/watched\.ts:7\)  ${from}:9 UDP 60 B$`,
    ];
    expected.forEach((line, i) => expect(lines[i]).toMatch(new RegExp(`${time} ${line}`)));
    expect(lines.slice(4)).toEqual(["4 packets shown, 0 not shown"]);
  });

  it("is JSON with the bytes, a line each", async () => {
    const before = Date.now();
    const watch = await stage.start("--json", "--count", "2");
    stage.send(53, 1, 500);
    stage.send(9, 3);
    const run = await watch.ended();
    expect(run.code).toBe(0);
    const [first, second] = eventsOf(run, "packet");
    expect(first).toMatchObject({
      ok: true,
      action: "drop",
      statement: null,
      rule: "dns flood",
      length: 542,
    });
    expect(first!["at"]).toBe("rules/watched.ts:3:3");
    expect(first!["bytes"]).toBe(Buffer.from(watchedFrame(53, 500)).toString("hex").slice(0, 512));
    const time = Date.parse(String(first!["time"]));
    expect(time).toBeGreaterThanOrEqual(before - 1);
    expect(time).toBeLessThanOrEqual(Date.now() + 1);
    expect(second).toMatchObject({ action: "drop", statement: "monitor", rule: "perhaps", length: 60 });
    expect(second!["bytes"]).toBe(Buffer.from(watchedFrame(9)).toString("hex"));
    expect(eventsOf(run, "packet")).toHaveLength(2);
    expect(run.json.at(-1)).toMatchObject({ event: "ended", packets: 2, missed: 0, capture: null });
  });

  it.each([0, 1, 5, 6, 208, 213, 214, 215, 1400])(
    "is a frame of 42 and %i bytes to its last",
    async (more) => {
      const watch = await stage.start("--json", "--count", "1");
      stage.send(53, 1, more);
      const [shown] = eventsOf(await watch.ended(), "packet");
      const sent = Buffer.from(watchedFrame(53, more));
      expect(shown).toMatchObject({ length: sent.length, bytes: sent.subarray(0, 256).toString("hex") });
    },
  );

  it("is one rule's packets alone with --rule", async () => {
    const watch = await stage.start("--json", "--rule", "chargen", "--count", "2");
    stage.send(53, 50);
    stage.send(19, 2);
    const run = await watch.ended();
    expect(eventsOf(run, "packet").map((line) => line["rule"])).toEqual(["chargen", "chargen"]);
    expect(run.json.at(-1)).toMatchObject({ missed: 0 });
  });

  it.each([
    ["echo", 7, "echo"],
    ["(policy)", 1, null],
  ])("is what passes as well when it alone is asked for: %s", async (rule, port, name) => {
    const watch = await stage.start("--json", "--rule", rule, "--count", "1");
    stage.send(53);
    stage.send(port);
    const [shown] = eventsOf(await watch.ended(), "packet");
    expect(shown).toMatchObject({ action: "pass", statement: null, rule: name, length: 60 });
  });

  it.each([
    ["dns-flod", "XG645", 'the program on veth1 has no rule "dns-flod"', 'did you mean "dns flood"?'],
    ["hidden", "XG646", 'rule "hidden" never shows a packet: earlier rules decide', "xdpgen check"],
    ["x", "XG645", "has no rule", 'it has "dns flood", "chargen", "echo", "ntp queries", "perhaps"'],
  ])("is never anything for the rule %s", (rule, code, message, hint) => {
    const run = xdpgen(["watch", "veth1", "--rule", rule, "--json", ...stage.there]);
    expect(run.code).toBe(2);
    expect(complaint(run)).toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

describe("a program that was built from rules", () => {
  const there = (command: string, ...args: string[]) =>
    xdpgen([command, "veth1", ...args, ...stage.there, "--json"], { cwd: stage.project.directory });
  beforeAll(() => {
    const rules = new URL("rules/watched.ts", import.meta.url).pathname;
    const output = `${stage.project.directory}/generated/built`;
    expect(xdpgen(["build", rules, "--output", output, "--json"])).toMatchObject({ code: 0 });
  });

  it.each([
    [[], null],
    [["--monitor"], "monitor"],
  ] as const)("shows the same, attached with %j", async (options, statement) => {
    stage.detach();
    expect(there("attach", "built", "--persist", ...options)).toMatchObject({ code: 0 });
    const watch = await stage.start("--json", "--count", "3");
    for (const port of [1, 123, 9, 53]) stage.send(port);
    expect(eventsOf(await watch.ended(), "packet")).toMatchObject([
      { rule: "ntp queries", action: "pass", statement: "sample", length: 60 },
      { rule: "perhaps", action: "drop", statement: "monitor", length: 60 },
      { rule: "dns flood", action: "drop", statement, length: 60 },
    ]);
  });
});

it.each(["0/s", "10001/s", "5", "x/s", "1/d", "-1/s"])("takes no rate of %s", (rate) => {
  const run = xdpgen(["watch", "veth1", "--rate", rate, "--json", ...stage.there]);
  expect([run.code, complaint(run)?.code]).toEqual([2, "XG701"]);
});

it("is an iterable for programs, which ends when the loop is left", async () => {
  const where = { netns: stage.sandbox.right.netns };
  const program = findOurProgram("veth1", where);
  const seen: WatchEvent["kind"][] = [];
  for await (const event of watchPackets(program, { ...where, rate: 100, burst: 100 })) {
    seen.push(event.kind);
    if (event.kind === "watching") stage.send(53);
    if (event.kind === "packet") {
      expect(event.packet).toMatchObject({ action: "drop", rule: { name: "dns flood" }, length: 60 });
      break;
    }
  }
  expect(seen).toEqual(["watching", "packet"]);
  await stage.withState((state) => expect(state.until()).toBe(0n));
});
