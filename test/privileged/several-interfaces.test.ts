import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { findPrograms } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { writeLiveObject } from "../support/live-program.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

let sandbox: Sandbox;
let project: Project;
let foreign: string;

const IFNAMES = ["veth1", "two0", "three0"];

beforeAll(() => {
  sandbox = createSandbox("several");
  project = createProject();
  for (const ifname of IFNAMES.slice(1))
    sandbox.ip(sandbox.right, "link", "add", ifname, "up", "type", "veth", "peer", "name", `${ifname}p`);
  writeLiveObject(project.directory, "first", [{ name: "nine", port: 9, action: "drop" }]);
  writeLiveObject(project.directory, "second", [{ name: "seven", port: 7, action: "drop" }]);
  foreign = project.compile("foreign", "foreign");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  for (const ifname of IFNAMES) sandbox.ip(sandbox.right, "link", "set", ifname, "xdp", "off");
});

const run = (...args: string[]) =>
  xdpgen([...args, "--netns", sandbox.right.netns, "--json"], { cwd: project.directory });
const programs = () =>
  IFNAMES.map((ifname) => findPrograms(ifname, { netns: sandbox.right.netns })[0]?.id ?? 0);

it("attaches to all, and detaches from all", () => {
  const { code, json } = run("attach", ...IFNAMES, "--object", "first");
  expect(code).toBe(0);
  expect(json.map((line) => line["interface"])).toEqual(IFNAMES);
  expect(programs()).toEqual(json.map(({ program }) => program.id));
  expect(new Set(programs()).size).toBe(3);
  expect(run("detach", ...IFNAMES).json.map(({ event }) => event)).toEqual(Array(3).fill("detached"));
  expect(programs()).toEqual([0, 0, 0]);
});

it("attaches to none when one of them does not exist", () => {
  const result = run("attach", "veth1", "nowhere0", "--object", "first");
  expect([result.code, complaint(result)?.code]).toEqual([2, "XG601"]);
  expect(programs()).toEqual([0, 0, 0]);
});

it("puts back exactly what was there when the last of them fails", () => {
  run("attach", "veth1", "--persist", "first");
  // Its driver refuses, which shows only when it is asked.
  sandbox.ip(sandbox.right, "link", "set", "three0", "mtu", "9000");
  sandbox.ip(sandbox.right, "link", "set", "three0p", "mtu", "9000");
  const before = programs();
  try {
    const result = run("attach", ...IFNAMES, "--object", "second", "--mode", "native");
    expect(result.code).toBe(5);
    expect(result.json.at(-1)!.diagnostics.map(({ code }) => code)).toEqual(["XG610", "XG666"]);
    expect(programs()).toEqual(before);
  } finally {
    for (const ifname of ["three0", "three0p"])
      sandbox.ip(sandbox.right, "link", "set", ifname, "mtu", "1500");
  }
});

it("detaches from none when one of them runs somebody else's program", () => {
  run("attach", "veth1", "two0", "--object", "first");
  sandbox.ip(sandbox.right, "link", "set", "three0", "xdp", "obj", foreign, "sec", "xdp");
  const before = programs();
  const result = run("detach", ...IFNAMES);
  expect(result.code).toBe(6);
  expect(result.json.at(-1)!.diagnostics.map(({ code }) => code)).toEqual(["XG612", "XG666"]);
  expect(programs()).toEqual(before);
});

it("wants --object for several, and each of them once", () => {
  for (const args of [
    ["veth1", "two0", "three0"],
    ["veth1", "veth1", "--object", "first"],
  ]) {
    const result = run("attach", ...args);
    expect([result.code, complaint(result)?.code]).toEqual([2, "XG701"]);
  }
});
