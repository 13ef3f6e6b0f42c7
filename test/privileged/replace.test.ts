import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { lockNetns } from "../../src/kernel/netns-lock.js";
import { readObject, type XdpObject } from "../../src/kernel/object.js";
import { mapNamed } from "../../src/kernel/program-maps.js";
import { prepareAttach, type AttachedHere } from "../../src/runtime/attach/prepare.js";
import { limiterMapName, setMapName } from "../../src/manifest/index.js";
import { findOurProgram, openCounters } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { writeLiveObject, type LiveParts, type UdpRule } from "../support/live-program.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { countUdp, floodUdp, sendUdp } from "../support/udp.js";

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("replace");
  project = createProject();
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});
afterEach(() => {
  sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "off");
});

const MARKED: UdpRule = { name: "marked", port: 9, action: "drop" };
const SEVEN: UdpRule = { name: "seven", port: 7, action: "pass" };
const EIGHT: UdpRule = { name: "eight", port: 8, action: "pass" };
const TEN: UdpRule = { name: "ten", port: 10, action: "drop" };

const object = (name: string, rules: readonly UdpRule[], parts?: LiveParts): XdpObject =>
  readObject(writeLiveObject(project.directory, name, rules, parts));
const run = (...args: string[]) =>
  xdpgen([...args, "--netns", sandbox.right.netns, "--json"], { cwd: project.directory });
const attach = (...args: string[]) => run("attach", sandbox.right.ifname, ...args, "--persist");
const counts = () =>
  Object.fromEntries(
    run("stats", sandbox.right.ifname).json[0]!.counters.map(({ name, packets }) => [
      name ?? "policy",
      packets,
    ]),
  );

/** Attaches in this process, as the command does it. */
function attachHere(what: XdpObject, { fresh = false } = {}): AttachedHere {
  const where = { netns: sandbox.right.netns };
  const lock = lockNetns(where.netns);
  const prepared = prepareAttach(sandbox.right.ifname, what, {
    ...where,
    mode: "auto",
    takeover: false,
    fresh,
    monitor: false,
  });
  try {
    return prepared.commit();
  } finally {
    prepared.close();
    lock.release();
  }
}

function readHere() {
  const program = findOurProgram(sandbox.right.ifname, { netns: sandbox.right.netns });
  const counters = openCounters(program);
  try {
    return counters.read();
  } finally {
    counters.close();
  }
}

/** The ids of the maps of the sets "bans" and "more-bans" and of the limiter of "marked". */
const ids = () => [setMapName("bans"), setMapName("more-bans"), limiterMapName("marked")].map(mapId);
const mapId = (name: string) =>
  mapNamed(findOurProgram(sandbox.right.ifname, { netns: sandbox.right.netns }).maps, name)?.id;

/** Packets that the sender's end of the cable has thrown away: the receiver's queue was full. */
function droppedOnCable(): number {
  const { left } = sandbox;
  const [link] = JSON.parse(sandbox.ip(left, "-j", "-s", "link", "show", "dev", left.ifname)) as {
    stats64: { tx: { dropped: number } };
  }[];
  return link!.stats64.tx.dropped;
}

describe("replacing under traffic", () => {
  it("counts every packet once over 200 replacements, and lets nothing of the marked flow pass", async () => {
    const rulesets = [
      [MARKED, SEVEN, EIGHT],
      [EIGHT, MARKED], // a rule less, and in another order
      [TEN, SEVEN, MARKED],
      [SEVEN, EIGHT, TEN, MARKED],
    ].map((rules, i) => object(`turn-${i}`, rules));
    attachHere(rulesets[0]!);
    const dropped = droppedOnCable();
    const listener = await countUdp(sandbox.right, 9);
    const floods = [floodUdp(sandbox, 9), floodUdp(sandbox, 7)];
    let ended = 0n;
    let marked = 0n;
    for (let turn = 1; turn <= 200; turn++) {
      const { losses } = attachHere(rulesets[turn % rulesets.length]!);
      for (const { packets } of losses.rules) ended += packets;
      const seen = readHere().rules.find(({ rule }) => rule.name === "marked")!.packets;
      expect(seen).toBeGreaterThanOrEqual(marked);
      marked = seen;
    }
    const sent = (await floods[0]!.end()) + (await floods[1]!.end());
    const { rules, policy } = readHere();
    const counted = [...rules, policy].reduce((sum, { packets }) => sum + packets, ended);
    expect(marked).toBeGreaterThan(1000n);
    expect(Number(counted)).toBe(sent - (droppedOnCable() - dropped));
    expect(await listener.end()).toBe(0);
  });
});

describe("counters", () => {
  it("go on by the names of rules, wherever these stand, and so does the policy's", () => {
    object("first", [MARKED, SEVEN]);
    object("second", [TEN, SEVEN, MARKED]);
    attach("first");
    sendUdp(sandbox, 9, 5);
    sendUdp(sandbox, 7, 3);
    sendUdp(sandbox, 1234, 2);
    attach("second");
    expect(counts()).toEqual({ ten: 0, seven: 3, marked: 5, policy: 2 });
    sendUdp(sandbox, 9, 1);
    sendUdp(sandbox, 10, 4);
    attach("first");
    attach("second");
    expect(counts()).toEqual({ ten: 0, seven: 3, marked: 6, policy: 2 });
  });

  it("start from zero with --fresh", () => {
    object("first", [MARKED]);
    attach("first");
    sendUdp(sandbox, 9, 5);
    expect(attach("first", "--fresh").json).toMatchObject([{ event: "attached", lost: null }]);
    expect(counts()).toEqual({ marked: 0, policy: 0 });
  });

  it("of a program of another version start anew, and that is said", () => {
    project.compile("filter", "future", { VERSION: '"1"' });
    object("first", [MARKED]);
    const future = `${project.directory}/generated/future/xdp.o`;
    sandbox.ip(sandbox.right, "link", "set", sandbox.right.ifname, "xdp", "obj", future, "sec", "xdp");
    expect(attach("first").json[0]).toMatchObject({ ok: true, diagnostics: [{ code: "XG664" }] });
  });
});

describe("what cannot go on", () => {
  const set = (name: string, capacity: number) =>
    ({ name, type: ["ipv4"], capacity, timeout: null }) as const;
  const limiter = (rule: string, rate: number) =>
    ({ rule, rate, unit: "packets", burst: 10, per: ["ipv4Src"], keys: 16 }) as const;

  it("is listed before and after, with what had been counted", () => {
    object("first", [MARKED, SEVEN], { sets: [set("bans", 100)], limiters: [limiter("marked", 5)] });
    object("second", [MARKED], { limiters: [limiter("marked", 6)] });
    attach("first");
    sendUdp(sandbox, 7, 3);
    const { json } = attach("second");
    expect(json.map(({ event }) => event)).toEqual(["replacing", "attached"]);
    for (const line of json)
      expect(line["lost"]).toMatchObject({
        rules: [{ name: "seven", at: "rules/first.ts:4:3", packets: 3, bytes: 180 }],
        sets: [{ name: "bans", elements: 0 }],
        limiters: [{ rule: "marked", rate: 5 }],
      });
    const text = xdpgen(
      ["attach", sandbox.right.ifname, "first", "--persist", "--netns", sandbox.right.netns],
      { cwd: project.directory },
    );
    expect(text.stdout).toMatch(/^replacing the program on veth1:\n.*limit of rule "marked"/);
  });

  it("does not concern sets and limiters that are the same: their maps stay", () => {
    const parts: LiveParts = {
      sets: [set("bans", 100), set("more-bans", 50)],
      limiters: [limiter("marked", 5)],
    };
    attachHere(object("first", [MARKED], parts));
    const before = ids();
    expect(before).not.toContain(undefined);
    const { losses } = attachHere(
      object("second", [SEVEN, MARKED], { ...parts, sets: [set("more-bans", 50), set("bans", 100)] }),
    );
    expect(losses).toEqual({ rules: [], sets: [], limiters: [], resized: [] });
    expect(ids()).toEqual(before);
    attachHere(object("second", [SEVEN, MARKED], parts), { fresh: true });
    expect(before).not.toContain(ids()[0]);
  });
});

describe("two commands at once", () => {
  it("wait for each other, and the second says who is at work when that takes too long", () => {
    object("first", [MARKED]);
    const lock = lockNetns(sandbox.right.netns);
    try {
      let error: unknown;
      try {
        lockNetns(sandbox.right.netns, 50);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(DiagnosticError);
      expect((error as Error).message).toMatch(new RegExp(`process ${process.pid} \\(`));
    } finally {
      lock.release();
    }
    expect(attach("first").code).toBe(0);
  });

  it("do not attach what was prepared for another program", () => {
    const first = object("first", [MARKED]);
    const options = {
      netns: sandbox.right.netns,
      mode: "auto",
      takeover: false,
      fresh: false,
      monitor: false,
    } as const;
    const prepared = prepareAttach(sandbox.right.ifname, first, options);
    const { id } = attach("first").json[0]!.program;
    expect(() => prepared.commit()).toThrow(/changed while this command was at work/);
    prepared.close();
    expect(findOurProgram(sandbox.right.ifname, { netns: sandbox.right.netns }).id).toBe(id);
  });
});

it("says that the interface has gone when it goes before it is attached to", () => {
  const { right } = sandbox;
  sandbox.ip(right, "link", "add", "gone0", "type", "veth", "peer", "name", "gone1");
  const prepared = prepareAttach("gone0", object("first", [MARKED]), {
    netns: right.netns,
    mode: "auto",
    takeover: false,
    fresh: false,
    monitor: false,
  });
  sandbox.ip(right, "link", "del", "gone0");
  expect(() => prepared.commit()).toThrow(/gone0 disappeared/);
  expect(prepared.undo()).toBe(true);
  prepared.close();
});

describe("--monitor", () => {
  it("counts what would be dropped, drops nothing, and is shown", async () => {
    object("first", [MARKED]);
    expect(attach("first", "--monitor").json[0]).toMatchObject({ monitor: true });
    const listener = await countUdp(sandbox.right, 9);
    sendUdp(sandbox, 9, 5);
    expect(await listener.end()).toBe(5);
    expect(counts()).toEqual({ marked: 5, policy: 0 });
    expect(run("status", sandbox.right.ifname).json[0]!.interfaces[0]).toMatchObject({ monitor: true });
    attach("first");
    expect(run("status", sandbox.right.ifname).json[0]!.interfaces[0]).toMatchObject({ monitor: false });
    expect(complaint(run("confirm", sandbox.right.ifname))).toMatchObject({ code: "XG663" });
  });
});
