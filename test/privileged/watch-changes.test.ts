/** What `xdpgen watch` does when the program or the interface changes meanwhile. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { complaint, xdpgen } from "../support/cli.js";
import {
  createWatchStage,
  eventsOf,
  interrupt,
  WATCHED_RULES,
  type WatchStage,
} from "../support/watch-stage.js";
import { writeWatchedObject } from "../support/watched-program.js";

let stage: WatchStage;
beforeAll(() => {
  stage = createWatchStage("watch-c");
});
afterAll(() => stage.remove());
beforeEach(() => stage.attach(stage.object));
afterEach(() => stage.reset());

describe("when the program changes meanwhile", () => {
  it("goes over to the next one of xdpgen's, and says so", async () => {
    const next = writeWatchedObject(stage.project.directory, "next", [
      { ...WATCHED_RULES[1], name: "renamed" },
    ]);
    const watch = await stage.start("--json");
    stage.send(53);
    await watch.until(/"dns flood"/);
    stage.attach(next);
    await watch.until(/"replaced":true/);
    stage.send(19);
    await watch.until(/"renamed"/);
    const run = await interrupt(watch);
    expect(run.code).toBe(0);
    expect(eventsOf(run, "watching")).toMatchObject([
      { name: "watched", replaced: false },
      { name: "next", replaced: true },
    ]);
    expect(run.json.at(-1)).toMatchObject({ event: "ended", packets: 2 });
  });

  it.each([
    [
      "somebody else's takes its place",
      6,
      "XG643",
      () => stage.attach(stage.project.compile("foreign", "foreign")),
    ],
    ["it is detached", 6, "XG644", () => stage.detach()],
    ["the next one has no such rule", 2, "XG645", () => stage.attach(other())],
    ["the next one shows no packets", 6, "XG642", () => stage.attach(blind())],
  ])("ends when %s", async (_, exitCode, code, change) => {
    const watch = await stage.start("--json", "--rule", "dns flood");
    change();
    const run = await watch.ended();
    expect(run.code).toBe(exitCode);
    expect(run.json.slice(-2)).toMatchObject([
      { ok: true, event: "ended", packets: 0 },
      { ok: false, diagnostics: [{ code }] },
    ]);
  });
  const other = () => writeWatchedObject(stage.project.directory, "other", [WATCHED_RULES[1]]);
  const blind = () => writeWatchedObject(stage.project.directory, "blind", WATCHED_RULES, { watched: false });

  it("ends with XG613 when the interface disappears", async () => {
    const { right } = stage.sandbox;
    stage.sandbox.ip(right, "link", "add", "gone0", "type", "veth", "peer", "name", "gone1");
    stage.sandbox.ip(right, "link", "set", "dev", "gone0", "xdp", "obj", stage.object, "sec", "xdp");
    const watch = await stage.startOn("gone0", "--json");
    stage.sandbox.ip(right, "link", "del", "gone0");
    const run = await watch.ended();
    expect([run.code, complaint(run)?.code]).toEqual([2, "XG613"]);
  });

  it("does not begin where there is nothing to watch", () => {
    stage.detach();
    expect(complaint(xdpgen(["watch", "veth1", "--json", ...stage.there]))).toMatchObject({ code: "XG607" });
    stage.attach(stage.project.compile("foreign", "foreign"));
    expect(complaint(xdpgen(["watch", "veth1", "--json", ...stage.there]))).toMatchObject({ code: "XG614" });
    stage.attach(blind());
    expect(complaint(xdpgen(["watch", "veth1", "--json", ...stage.there]))).toMatchObject({ code: "XG642" });
  });
});
