/** Rules with predicates in a project's own vitest: with the plugin they are judged, without it the message says what to do. */
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const project = join(root, "test/support/predicates/project");

async function runTests(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly output: string; readonly failed: boolean }> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { all, failed } = await execa(process.execPath, [vitest, "run", "--root", project], {
    reject: false,
    all: true,
    env: { ...env, NO_COLOR: "1", VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined },
  });
  return { output: all, failed };
}

test("with the plugin", async () => {
  const { output, failed } = await runTests({});
  expect(output).toContain("5 passed");
  expect(failed).toBe(false);
}, 60_000);

test("without it", async () => {
  const { output, failed } = await runTests({ XDPGEN_WITHOUT_PLUGIN: "1" });
  expect(failed).toBe(true);
  expect(output).toContain("XG260: when(…) was given a function that has not been translated");
}, 60_000);
