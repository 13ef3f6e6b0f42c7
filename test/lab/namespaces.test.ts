import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { labNamespaces, namespaceStage, removeLeftovers } from "../../lab/namespaces.js";
import { run, start } from "../../lab/run.js";
import { until } from "../../lab/until.js";
import { play } from "./play.js";

const root = join(import.meta.dirname, "..", "..");
const demo = [join(root, "node_modules", ".bin", "jiti"), "lab/demo.ts"];
/** Other runs of the lab may be under way on the machine: a process looks after its own namespaces. */
const namespacesOf = async (pid: number | undefined): Promise<string[]> =>
  (await labNamespaces()).filter((namespace) => namespace.pid === pid).map(({ name }) => name);

/** Starts the demo and waits until its program is attached. */
async function startDemo() {
  const program = start(demo, { cwd: root });
  await until("the program is attached", 60, () => {
    if (!program.running()) throw new Error(program.output());
    return Promise.resolve(program.output().includes("prog/xdp id"));
  });
  return program;
}

afterAll(removeLeftovers);

describe("the scenario in network namespaces", () => {
  test("every step sees what it expects, and nothing is left behind", async () => {
    const { steps, text } = await play(namespaceStage());
    expect(steps.length, text).toBeGreaterThan(10);
    expect(
      steps.filter((step) => !step.ok),
      text,
    ).toEqual([]);
    expect(await namespacesOf(process.pid)).toEqual([]);
  });

  test("a rule that does not drop A's packets makes exactly those steps fail that show A blocked", async () => {
    const { steps, text } = await play(namespaceStage(), "test/lab/rules/wrong-address.ts");
    const failed = steps.filter((step) => !step.ok).map((step) => `${step.title}: ${step.expected}`);
    expect(new Set(failed), text).toEqual(
      new Set([
        "A asks B: no answer",
        "A asks B all along: no answer",
        "the rule's counter: packets and bytes",
      ]),
    );
  });
});

test("the service bans A for bad requests, and A is back when the ban is over", async () => {
  const { steps, text } = await play(namespaceStage(), "bans");
  expect(steps.length, text).toBe(10);
  expect(
    steps.filter((step) => !step.ok),
    text,
  ).toEqual([]);
  expect(await namespacesOf(process.pid)).toEqual([]);
});

describe("npm run demo", () => {
  test("ends with exit code 1 when a step fails", async () => {
    const { exitCode, stdout } = await run([...demo, "test/lab/rules/wrong-address.ts"], { cwd: root });
    expect(stdout).toContain("✗");
    expect(exitCode).toBe(1);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("cleans up when %s interrupts it, and ends with exit code %i", async (signal, code) => {
    const program = await startDemo();
    expect(await namespacesOf(program.pid)).toHaveLength(3);
    program.signal(signal);
    expect((await program.ended).exitCode).toBe(code);
    expect(await namespacesOf(program.pid)).toEqual([]);
  });

  test("when it was killed, the next run removes what it left", async () => {
    const program = await startDemo();
    program.signal("SIGKILL");
    await program.ended;
    expect(await namespacesOf(program.pid)).toHaveLength(3);

    const stage = namespaceStage();
    try {
      await stage.start();
    } finally {
      await stage.stop();
    }
    expect(await namespacesOf(program.pid)).toEqual([]);
  });
});
