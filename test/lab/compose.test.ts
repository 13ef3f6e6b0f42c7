import { afterAll, describe, expect, test } from "vitest";
import { composeStage } from "../../lab/compose.js";
import { findClash, overlaps } from "../../lab/network-clash.js";
import { run, runOk } from "../../lab/run.js";
import { play } from "./play.js";

const containers = (): Promise<string> =>
  runOk(["docker", "ps", "--all", "--format", "{{.Names}}", "--filter", "name=svc-"]);

afterAll(() => composeStage().stop());

describe("the scenario between containers", () => {
  test("every step sees what it expects, and nothing is left behind", async () => {
    const { steps, text } = await play(composeStage());
    expect(steps.length, text).toBeGreaterThan(10);
    expect(
      steps.filter((step) => !step.ok),
      text,
    ).toEqual([]);
    expect(await containers()).toBe("");
  });

  test("the service bans A for bad requests, and A is back when the ban is over", async () => {
    const { steps, text } = await play(composeStage(), "bans");
    expect(steps.length, text).toBe(10);
    expect(
      steps.filter((step) => !step.ok),
      text,
    ).toEqual([]);
  });
});

describe("a clash with what is there", () => {
  test.each([
    ["172.20.0.0/16", true],
    ["172.16.0.0/12", true],
    ["0.0.0.0/0", true],
    ["172.20.0.128/25", true],
    ["172.20.0.11", true],
    ["172.20.1.0/24", false],
    ["172.21.0.0/16", false],
    ["44.20.0.0/24", false],
  ])("%s: %s", (subnet, expected) => {
    expect(overlaps(subnet)).toBe(expected);
  });

  test("a Docker network with the same addresses is named, with the way out", async () => {
    const name = `xdpgen-clash-${process.pid}`;
    await runOk(["docker", "network", "create", "--subnet", "172.20.0.0/25", name]);
    try {
      expect(await findClash()).toBe(
        `The Docker network ${name} has 172.20.0.0/25, and the lab needs 172.20.0.0/24. Remove it first: docker network rm ${name}`,
      );
      await expect(composeStage().start()).rejects.toThrow(name);
    } finally {
      await run(["docker", "network", "rm", name]);
    }
    expect(await findClash()).toBeUndefined();
  });
});
