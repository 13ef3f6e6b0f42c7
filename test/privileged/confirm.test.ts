import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { withNetns } from "../../src/kernel/netns.js";
import { findInterface } from "../../src/kernel/interface.js";
import { findPending, isWatching, type Pending } from "../../src/runtime/confirm/pending.js";
import { findPrograms } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { writeLiveObject } from "../support/live-program.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;
let dogs: Pending[] = [];

beforeAll(() => {
  sandbox = createSandbox("confirm");
  project = createProject();
  writeLiveObject(project.directory, "first", [{ name: "nine", port: 9, action: "drop" }]);
  writeLiveObject(project.directory, "second", [{ name: "seven", port: 7, action: "drop" }]);
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  for (const { pid } of dogs)
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has ended
    }
  dogs = [];
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

const where = () => ({ netns: sandbox.right.netns });
const run = (...args: string[]) =>
  xdpgen([...args, "--netns", sandbox.right.netns, "--json"], { cwd: project.directory });
const attach = (...args: string[]) => run("attach", sandbox.right.ifname, ...args);
const running = () => findPrograms(sandbox.right.ifname, where()).map(({ id }) => id);
const pending = (): Pending | undefined => {
  const found = findPending(
    withNetns(sandbox.right.netns, () => findInterface(sandbox.right.ifname)),
    where(),
  );
  if (found !== undefined) dogs.push(found);
  return found;
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

describe("attach --confirm", () => {
  it("goes back to nothing in time, by itself", async () => {
    const { json, code } = attach("first", "--confirm", "2s");
    expect(code).toBe(0);
    expect(json[0]!["confirmUntil"]).toMatch(/^\d{4}-/);
    expect(running()).toEqual([json[0]!.program.id]);
    await eventually(() => expect(running()).toEqual([]));
  });

  it("goes back to the very program that was there, whose counters go on", async () => {
    const { id } = attach("first", "--persist").json[0]!.program;
    sendUdp(sandbox, 9, 3);
    attach("second", "--confirm", "2s");
    expect(running()).not.toEqual([id]);
    await eventually(() => expect(running()).toEqual([id]));
    sendUdp(sandbox, 9, 2);
    expect(run("stats", "veth1").json[0]!.counters[0]).toMatchObject({ name: "nine", packets: 5 });
  });

  it("stays when it is confirmed, and status says until when it waits", () => {
    attach("first", "--persist");
    const attached = attach("second", "--confirm", "100s").json.at(-1)!;
    const confirmUntil = attached["confirmUntil"] as string;
    const dog = pending()!;
    expect(dog).toMatchObject({ programId: attached.program.id, until: Date.parse(confirmUntil) });
    expect(run("status", "veth1").json[0]!.interfaces[0]).toMatchObject({
      confirmUntil,
    });
    expect(run("confirm", "veth1")).toMatchObject({
      code: 0,
      json: [{ event: "confirmed", interface: "veth1" }],
    });
    expect(isWatching(dog.pid)).toBe(false);
    expect(running()).toEqual([attached.program.id]);
    expect(run("status", "veth1").json[0]!.interfaces[0]).toMatchObject({ confirmUntil: null });
    expect([run("confirm", "veth1")].map((again) => [again.code, complaint(again)?.code])).toEqual([
      [2, "XG663"],
    ]);
  });

  it("lives on without its terminal, and goes back at once when it is told to end", async () => {
    attach("first", "--confirm", "100s");
    const { pid, programId } = pending()!;
    process.kill(pid, "SIGHUP");
    process.kill(pid, "SIGINT");
    expect(running()).toEqual([programId]);
    expect(isWatching(pid)).toBe(true);
    process.kill(pid, "SIGTERM");
    await eventually(() => expect(running()).toEqual([]));
  });

  it("is refused while another one waits, and nothing changes", () => {
    const { id } = attach("first", "--confirm", "100s").json[0]!.program;
    const second = attach("second", "--confirm", "100s");
    expect([second.code, complaint(second)?.code]).toEqual([6, "XG662"]);
    expect(running()).toEqual([id]);
    expect(pending()).toMatchObject({ programId: id });
  });

  it("changes nothing when somebody else has replaced the program in the meantime", async () => {
    attach("first", "--confirm", "2s");
    const { pid } = pending()!;
    const { id } = attach("second", "--persist").json[0]!.program;
    expect(pending()).toBeUndefined();
    await eventually(() => expect(isWatching(pid)).toBe(false));
    expect(running()).toEqual([id]);
  });

  it("takes no time that is none", () => {
    const run = attach("first", "--confirm", "soon");
    expect([run.code, complaint(run)?.code]).toEqual([2, "XG701"]);
    expect(running()).toEqual([]);
  });
});
