/** What forbids a change, and is rare: each is provoked, and nothing is changed. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { lockNetns } from "../../src/kernel/netns-lock.js";
import { startGuard } from "../../src/runtime/confirm/guard.js";
import { findOurProgram, openSet } from "../../src/runtime/index.js";
import { xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { writeLiveObject } from "../support/live-program.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

let sandbox: Sandbox;
let project: Project;
const where = () => ({ netns: sandbox.right.netns });
const there = () => ["--persist", "--json", "--netns", sandbox.right.netns];

beforeAll(() => {
  sandbox = createSandbox("refusals");
  project = createProject();
  writeLiveObject(project.directory, "first", [{ name: "nine", port: 9, action: "drop" }], {
    sets: [{ name: "bans", type: ["ipv4"], capacity: 10, timeout: null }],
  });
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", "veth1", "xdp", "off");
});

/** The codes that an action fails with. */
async function codesOf(act: () => unknown): Promise<readonly string[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
  return [];
}

it("XG660: somebody else holds the lock, and is named", async () => {
  const lock = lockNetns(sandbox.right.netns);
  try {
    expect(await codesOf(() => lockNetns(sandbox.right.netns, 60))).toEqual(["XG660"]);
    expect(() => lockNetns(sandbox.right.netns, 0)).toThrow(`process ${process.pid}`);
  } finally {
    lock.release();
  }
  lockNetns(sandbox.right.netns, 0).release();
});

it("XG665: without `ip` nobody knows who would be cut off, and that is said", () => {
  const { code, json } = xdpgen(["attach", "veth1", "first", ...there()], {
    cwd: project.directory,
    under: ["env", "PATH=/nowhere"],
  });
  expect(code).toBe(0);
  expect(json.flatMap(({ diagnostics }) => diagnostics.map((one) => one.code))).toContain("XG665");
});

it("XG667: a watchdog that does not start forbids the change", async () => {
  // From the sources it is no JavaScript that could be started.
  const guard = () =>
    startGuard(
      { netns: 1, ifindex: 1, programId: 1, before: undefined, milliseconds: 2000 } as never,
      where(),
    );
  expect(await codesOf(guard)).toEqual(["XG667"]);
});

it("XG674: a set whose map is not what the manifest says is left alone", async () => {
  expect(xdpgen(["attach", "veth1", "first", ...there()], { cwd: project.directory }).code).toBe(0);
  const program = findOurProgram("veth1", where());
  const { manifest } = program;
  const sets = manifest.sets.map((set) => ({ ...set, capacity: 5000 }));
  expect(await codesOf(() => openSet({ ...program, manifest: { ...manifest, sets } }, "bans"))).toEqual([
    "XG674",
  ]);
  openSet(program, "bans", where()).close();
});
