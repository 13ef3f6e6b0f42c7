/** What `xdpgen watch` does not show: what is above the rate, and all of it when nobody watches. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nanoseconds } from "../../src/kernel/clocks.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createWatchStage, eventsOf, interrupt, repeat, type WatchStage } from "../support/watch-stage.js";

let stage: WatchStage;
beforeAll(() => {
  stage = createWatchStage("watch-r");
});
afterAll(() => stage.remove());
beforeEach(() => stage.attach(stage.object));
afterEach(() => stage.reset());

describe("what is not shown", () => {
  const FLOOD = 100_000;

  it("is what is above the rate, counted to the last packet", async () => {
    const began = performance.now();
    const watch = await stage.start("--json", "--rate", "50/s");
    stage.send(53, FLOOD);
    const run = await interrupt(watch);
    const seconds = (performance.now() - began) / 1000;
    const shown = eventsOf(run, "packet").length;
    expect(shown).toBeGreaterThanOrEqual(50);
    expect(shown).toBeLessThanOrEqual(50 * seconds + 50);
    expect(run.json.at(-1)).toMatchObject({ event: "ended", packets: shown, missed: FLOOD - shown });
    const told = eventsOf(run, "missed").reduce((sum, line) => sum + Number(line["packets"]), 0);
    expect(told).toBe(FLOOD - shown);
  });

  it("is said while it happens, too", async () => {
    const watch = await stage.start("--rate", "1/h");
    stage.send(53, 11);
    await watch.until(/^… 10 more, above 1\/h, not shown$/m);
    expect((await interrupt(watch)).stdout).toMatch(/^1 packet shown, 10 not shown\n$/m);
  });

  it("is anything at all when nobody watches", async () => {
    await interrupt(await stage.start());
    await stage.withState((state) => {
      expect(state.until()).toBe(0n);
      const before = state.written();
      stage.send(53, 1000);
      expect([state.until(), state.missed(), state.written()]).toEqual([0n, 0n, before]);
    });
  });

  it("ends at most 3 s after the watcher was killed, by the program itself", async () => {
    const watch = await stage.start();
    await stage.withState(async (state) => {
      watch.child.kill("SIGKILL");
      await watch.ended();
      const until = state.until();
      expect(until).toBeGreaterThan(0n);
      expect(until - nanoseconds("monotonic")).toBeLessThanOrEqual(3_000_000_000n);
      const before = state.written();
      stage.send(53);
      expect(state.written()).toBeGreaterThan(before); // the lease still lasts
      while (nanoseconds("monotonic") <= until) await sleep(50);
      const after = state.written();
      stage.send(53, 100);
      expect([state.until(), state.written()]).toEqual([0n, after]);
    });
  });
});

describe("two at once", () => {
  it("is one too many, until the first one ends", async () => {
    const first = await stage.start();
    const second = xdpgen(["watch", "veth1", "--json", ...stage.there]);
    expect(second.code).toBe(6);
    expect(complaint(second)).toMatchObject({ code: "XG641", message: "somebody else is watching veth1" });
    expect(await interrupt(first)).toMatchObject({ code: 0 });
    expect(await interrupt(await stage.start())).toMatchObject({ code: 0 });
  });

  it("shows nothing that was meant for the one before", async () => {
    const first = await stage.start("--rate", "1000/s");
    first.child.kill("SIGKILL");
    await first.ended();
    stage.send(53, 20); // into the ring: the lease still lasts
    await stage.withState((state) => state.expire());
    const second = await stage.start("--json", "--count", "1");
    stage.send(19);
    const run = await second.ended();
    expect(eventsOf(run, "packet").map((line) => line["rule"])).toEqual(["chargen"]);
  });

  it("goes on after having stood still for longer than the lease", async () => {
    const watch = await stage.start("--json");
    watch.child.kill("SIGSTOP");
    await stage.withState(async (state) => {
      await repeat(
        () => stage.send(53),
        () => state.until() === 0n,
      ); // it has run out
      watch.child.kill("SIGCONT");
      await repeat(
        () => stage.send(53),
        () => state.until() !== 0n,
      );
    });
    stage.send(19);
    await watch.until(/"chargen"/);
    expect(await interrupt(watch)).toMatchObject({ code: 0 });
  });
});
