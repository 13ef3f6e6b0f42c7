import { closeSync, openSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startXdpgen, xdpgen, type Background } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;
let running: Background[] = [];

beforeAll(() => {
  sandbox = createSandbox("fore");
  project = createProject();
  project.compile("filter", "filter");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended()));
  running = [];
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

const there = () => ["--netns", sandbox.right.netns];
const start = (...args: string[]): Background => {
  const background = startXdpgen(
    ["attach", sandbox.right.ifname, "filter", "--interval", "0.1", ...there(), ...args],
    {
      cwd: project.directory,
    },
  );
  running.push(background);
  return background;
};
const link = () => sandbox.ip(sandbox.right, "-d", "link", "show", "dev", sandbox.right.ifname);

describe.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("attach in the foreground, ended by %s", (signal) => {
  it("shows counters, detaches and prints totals", async () => {
    const attach = start("--json");
    await attach.until(/"event":"counters"/);
    sendUdp(sandbox, 9, 3, 100);
    await attach.until(/"packets":3,"bytes":426/);
    attach.child.kill(signal);
    const run = await attach.ended();
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.json[0]).toMatchObject({ event: "attached" });
    expect(run.json.at(-1)).toMatchObject({ event: "detached" });
    expect(run.json.at(-1)!.counters[0]).toMatchObject({ name: "drop-port", packets: 3, bytes: 3 * 142 });
    expect(link()).not.toContain("prog/xdp");
  });
});

it("leaves nothing attached, whenever the signal comes", async () => {
  for (let milliseconds = 0; milliseconds <= 400; milliseconds += 40) {
    const attach = start();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    attach.child.kill("SIGTERM");
    await attach.ended();
    expect(link()).not.toContain("prog/xdp");
  }
});

it("prints a line for each rule that counted something when stdout is no terminal", async () => {
  const attach = start();
  await attach.until(/attached generated\/filter\/xdp\.o to veth1: native mode/);
  sendUdp(sandbox, 9, 2);
  await attach.until(/^\S+Z drop-port drop \+\d packets \(2 packets, 120 bytes\)$/m);
  attach.child.kill("SIGINT");
  const { stdout } = await attach.ended();
  expect(stdout).not.toContain("\x1b");
  expect(stdout).toMatch(/^detached from veth1\nrule +action +packets +bytes +source\n/m);
  expect(stdout).toMatch(/^drop-port +drop +2 +120 +rules\/filter\.ts:3:3$/m);
  expect(stdout).toMatch(/^hidden +drop +never decides/m);
});

/** ESC [ n A, ESC [ 0 J: up n lines, and away with everything below. */
const UP_AND_CLEAR = new RegExp(String.raw`\u001b\[\d+A\u001b\[0J`);

it("redraws a table in place on a terminal", async () => {
  const attach = startXdpgen(["attach", sandbox.right.ifname, "filter", "--interval", "0.1", ...there()], {
    cwd: project.directory,
    under: [new URL("../support/in-terminal.py", import.meta.url).pathname],
  });
  running.push(attach);
  await attach.until(UP_AND_CLEAR);
  attach.child.kill("SIGTERM");
  const { stdout } = await attach.ended();
  expect(stdout).toMatch(/veth1: filter, native mode; Ctrl\+C detaches/);
  expect(link()).not.toContain("prog/xdp");
});

it("goes on with the new program when another attach replaces it, and leaves that alone", async () => {
  const first = start("--json");
  await first.until(/"event":"counters"/);
  const second = start("--json");
  const run = await first.ended();
  expect(run.code).toBe(0);
  expect(run.json.at(-1)).toMatchObject({ ok: true, event: "replaced" });
  await second.until(/"event":"counters"/);
  expect(link()).toContain("prog/xdp");
  second.child.kill("SIGTERM");
  expect((await second.ended()).json.at(-1)).toMatchObject({ event: "detached" });
  expect(link()).not.toContain("prog/xdp");
});

it("leaves the other program when the signal and the replacement come together", async () => {
  const first = start("--json", "--interval", "60");
  await first.until(/"event":"counters"/);
  xdpgen(["attach", sandbox.right.ifname, "filter", "--persist", ...there()], { cwd: project.directory });
  first.child.kill("SIGTERM");
  expect((await first.ended()).json.at(-1)).toMatchObject({ event: "replaced" });
  expect(link()).toContain("prog/xdp");
});

it("ends when somebody detaches the program", async () => {
  const attach = start("--json");
  await attach.until(/"event":"counters"/);
  xdpgen(["detach", sandbox.right.ifname, ...there()]);
  const run = await attach.ended();
  expect(run.code).toBe(0);
  expect(run.json.at(-1)).toMatchObject({ event: "removed" });
});

it("detaches when nobody reads its output any more", async () => {
  const attach = start();
  await attach.until(/attached/);
  attach.child.stdout!.destroy();
  sendUdp(sandbox, 9, 1); // so that there is something to write
  await new Promise((resolve) => attach.child.on("exit", resolve));
  expect(link()).not.toContain("prog/xdp");
});

it("stays attached when its log cannot be written any more", async () => {
  const full = openSync("/dev/full", "w");
  const attach = startXdpgen(["attach", sandbox.right.ifname, "filter", "--interval", "0.05", ...there()], {
    cwd: project.directory,
    stdout: full,
  });
  running.push(attach);
  try {
    while (!link().includes("prog/xdp")) await new Promise((resolve) => setTimeout(resolve, 20));
    sendUdp(sandbox, 9, 3); // so that there is something to write
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(link()).toContain("prog/xdp");
    attach.child.kill("SIGTERM");
    expect(await attach.ended()).toMatchObject({ code: 3, stderr: expect.stringContaining("XG704") });
    expect(link()).not.toContain("prog/xdp");
  } finally {
    closeSync(full);
  }
});

it("ends with XG613 when the interface disappears", async () => {
  const { right } = sandbox;
  sandbox.ip(right, "link", "add", "gone0", "type", "veth", "peer", "name", "gone1");
  const attach = startXdpgen(["attach", "gone0", "filter", "--interval", "0.1", "--json", ...there()], {
    cwd: project.directory,
  });
  running.push(attach);
  await attach.until(/"event":"counters"/);
  sandbox.ip(right, "link", "del", "gone0");
  const run = await attach.ended();
  expect(run.code).toBe(2);
  expect(run.json.slice(-2)).toMatchObject([
    { ok: true, event: "disappeared" },
    { ok: false, diagnostics: [{ code: "XG613" }] },
  ]);
});
