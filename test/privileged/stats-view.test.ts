/* eslint-disable no-control-regex -- what is written on a terminal is control characters */
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { startOnTerminal, type PtySession } from "../support/pty-session.js";
import { sendUdp } from "../support/udp.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const { SIGTERM, SIGHUP, SIGCONT, SIGINT } = constants.signals;

let sandbox: Sandbox;
let project: Project;
let object: string;
let monitoring: string;
let running: PtySession | undefined;

beforeAll(() => {
  xdpgen(["--version"]); // compiles
  sandbox = createSandbox("view");
  project = createProject();
  object = project.compile("figures", "figures");
  monitoring = project.compile("figures", "monitoring", { MONITOR: 1 });
});
afterEach(() => {
  running?.signal(constants.signals.SIGKILL);
  running = undefined;
  attach("off");
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});

const attach = (what: string): void => {
  const how = what === "off" ? ["off"] : ["obj", what, "sec", "xdp"];
  sandbox.ip(sandbox.right, "-force", "link", "set", "dev", sandbox.right.ifname, "xdp", ...how);
};
const watch = (...args: string[]): PtySession => {
  const command = ["stats", sandbox.right.ifname, "--watch", "--interval", "0.1", ...args];
  running = startOnTerminal(process.execPath, [MAIN, ...command, "--netns", sandbox.right.netns]);
  return running;
};

/** The control characters that take and give back the alternate screen, the cursor and wrapping. */
const ENTERED = "\x1b[?1049h\x1b[?25l\x1b[?7l";
const LEFT = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/** The lines of the last whole drawing. */
function lastFrame(written: string): string[] {
  const frame = /\u001b\[\?2026h\u001b\[H([^]*?)\u001b\[\?2026l/g;
  const last = [...written.matchAll(frame)].at(-1)![1]!;
  return last.split("\r\n").map((line) => line.replaceAll(/\u001b\[\d*[mK]/g, "").trimEnd());
}

it("shows rules, the hot ones first, sets and limits, and quits with q", async () => {
  attach(object);
  sendUdp(sandbox, 7, 3);
  const view = watch();
  await view.until(/trial/);
  sendUdp(sandbox, 53, 40);
  const written = await view.until(/flood of [^\n]* 40 /);
  const lines = lastFrame(written);
  expect(lines).toHaveLength(24);
  expect(lines[0]).toMatch(/^veth1 {2}figures, native mode, program id \d+, for \d+s$/);
  expect(lines[1]).toMatch(/^[\d,]+ packets\/s, .*bit\/s; [\d,]+ packets\/s \(\d+ %\) dropped$/);
  expect(lines[4]).toMatch(/^flood of "dns" \\ +drop +[\d,]+ .* 40 {2}/);
  expect(lines.join("\n")).toMatch(/^trial +would drop +0 +0 +3 /m);
  expect(lines.join("\n")).toMatch(/^set bans {2}█+░+ {2}43 of 100 \(43 %\)$/m);
  expect(lines.join("\n")).toMatch(/^limit flood of .* 1,000 packets\/s for each ipv4Src\/24, 200 at once$/m);
  view.press("q");
  const end = await view.ended();
  expect(end).toMatchObject({ code: 0, restored: true });
  expect(end.written.startsWith(ENTERED)).toBe(true);
  expect(end.written).toContain(LEFT);
  expect(end.written.indexOf(LEFT)).toBe(end.written.lastIndexOf(LEFT));
});

it("sorts as keys say", async () => {
  attach(object);
  const view = watch();
  await view.until(/malformed/);
  sendUdp(sandbox, 53, 5);
  view.press("o");
  const rules = lastFrame(await view.until(/by order/)).slice(4, 8);
  expect(rules.map((line) => line.slice(0, 8))).toEqual(["malforme", "flood of", "trial   ", "hidden  "]);
  view.press("p");
  await view.until(/by packets\/s/);
  view.press("\x03");
  expect(await view.ended()).toMatchObject({ code: 0, restored: true });
});

it("follows the size of the terminal", async () => {
  attach(object);
  const view = watch("--interval", "3600"); // so that nothing else makes it draw
  await view.until(/q quit/);
  const follows = async (columns: number, rows: number): Promise<void> => {
    view.resize(columns, rows);
    await expect.poll(() => lastFrame(view.written()).length, { timeout: 20_000 }).toBe(rows);
    for (const line of lastFrame(view.written())) expect(line.length).toBeLessThanOrEqual(columns);
  };
  await follows(200, 50);
  await follows(20, 5);
  await follows(1, 1);
  await follows(80, 24);
  view.press("q");
  expect(await view.ended()).toMatchObject({ code: 0, restored: true });
});

it.each([
  ["SIGTERM", SIGTERM],
  ["SIGHUP", SIGHUP],
  ["SIGINT", SIGINT],
] as const)("gives the terminal back on %s", async (_, signal) => {
  attach(object);
  const view = watch();
  await view.until(/q quit/);
  view.signal(signal);
  const end = await view.ended();
  expect(end).toMatchObject({ code: 0, restored: true });
  expect(end.written).toContain(LEFT);
});

it("gives the terminal back before it says that the program has gone", async () => {
  attach(object);
  const view = watch();
  await view.until(/q quit/);
  attach("off");
  const end = await view.ended();
  expect(end).toMatchObject({ code: 2, restored: true });
  expect(end.written.slice(end.written.indexOf(LEFT))).toContain("XG607");
});

it("gives the terminal back while it is stopped, and takes it again", async () => {
  attach(object);
  const view = watch();
  await view.until(/q quit/);
  view.press("\x1a");
  await view.until(/\u001b\[\?1049l/);
  view.signal(SIGCONT);
  await view.until(/\u001b\[\?1049h[^]*q quit/);
  view.press("q");
  expect(await view.ended()).toMatchObject({ code: 0, restored: true });
});

it("goes on with a program that replaces the one that is shown", async () => {
  attach(object);
  const view = watch();
  await view.until(/figures, native/);
  attach(monitoring);
  const lines = lastFrame(await view.until(/monitoring, native/));
  expect(lines[0]).toContain("MONITOR: nothing is dropped");
  view.press("q");
  expect(await view.ended()).toMatchObject({ code: 0, restored: true });
});

it("says what is wrong before it takes the terminal", async () => {
  const end = await watch().ended();
  expect(end).toMatchObject({ code: 2, restored: true });
  expect(end.written).toContain("XG607");
  expect(end.written).not.toContain(ENTERED);
});
