/** A generated client against real programs: what it changes, packets see; what it reads is what the kernel has. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { connect } from "../../src/runtime/client/connection.js";
import {
  findOurProgram,
  openSet,
  type AttachFirewallOptions,
  type Counter,
  type Firewall,
  type LiveSetHandle,
} from "../../src/runtime/index.js";
import { packet } from "../../src/frames/packet.js";
import { xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { openRawSocket, type RawSocket } from "../support/raw-socket.js";

interface Counters {
  readonly banned: Counter;
  readonly closed: Counter;
  readonly pair: Counter;
}
interface Sets {
  readonly bans: LiveSetHandle<["ipv4"]>;
  readonly few: LiveSetHandle<["port"]>;
  readonly pairs: LiveSetHandle<["ipv4", "udp-port"]>;
}
type Live = Firewall<Counters, Sets>;
interface Client {
  attach(ifname: string, options?: AttachFirewallOptions): Promise<Live>;
  open(ifname: string, where?: { netns: string }): Live;
}

const ROOT = new URL("../..", import.meta.url).pathname;
const RULES = path.join(ROOT, "test/privileged/rules/live-sets.ts");

let sandbox: Sandbox;
let project: Project;
let socket: RawSocket;
let live: Client;
let fw: Live;

const where = () => ({ netns: sandbox.right.netns });
const folder = (name: string) => path.join(project.directory, "generated", name);

/** Builds rules and loads the client that comes with them, on the runtime that this test has: two in a process do not go together. */
async function build(rules: string, name: string): Promise<Client> {
  const built = xdpgen(["build", rules, "--output", folder(name), "--name", name, "--json"]);
  expect(built.json.at(-1)).toMatchObject({ ok: true });
  const file = path.join(folder(name), "client.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace('"xdpgen/runtime"', JSON.stringify(path.join(ROOT, "src/runtime/index.ts"))),
  );
  return (await import(file)) as Client;
}

/** The rules with something else in the place of a text. */
function changed(from: string, to: string, name: string): string {
  const text = readFileSync(RULES, "utf8");
  expect(text).toContain(from);
  const file = path.join(project.directory, "rules", `${name}.ts`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text.replace(from, to));
  return file;
}

beforeAll(async () => {
  sandbox = createSandbox("client");
  project = createProject();
  writeFileSync(path.join(project.directory, "package.json"), '{ "type": "module" }');
  mkdirSync(path.join(project.directory, "node_modules"));
  symlinkSync(ROOT, path.join(project.directory, "node_modules/xdpgen"));
  live = await build(RULES, "live");
  socket = openRawSocket(sandbox.left.netns, "veth0");
});
beforeEach(async () => {
  fw = await live.attach("veth1", { ...where(), fresh: true });
});
afterEach(() => {
  fw.close();
});
afterAll(() => {
  socket.close();
  sandbox.remove();
  project.remove();
});

function send(src: string, dport = 9, count = 3): void {
  const bytes = packet().ipv4({ src, dst: "192.0.2.1" }).udp({ sport: 7, dport });
  for (let i = 0; i < count; i++) socket.send(bytes);
}

/** The code that something is refused with. */
const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return "no error";
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ code }) => code).join(" ");
  }
};

it("adds, finds, lists, takes out: packets see it, and counters count", async () => {
  expect(await fw.sets.bans.add(["198.51.100.7", "10.0.0.0/8"], { for: "1h" })).toBe(2);
  expect(await fw.sets.bans.add("198.51.100.7")).toBe(0);
  send("198.51.100.7");
  send("10.1.2.3");
  send("11.1.2.3");
  expect([fw.counters.banned.packets, fw.counters.banned.bytes]).toEqual([
    6n,
    6n * BigInt(packet().ipv4({ src: "1.1.1.1", dst: "1.1.1.2" }).udp({ sport: 7, dport: 9 }).length),
  ]);
  expect(fw.policy.packets).toBeGreaterThanOrEqual(3n);
  expect([await fw.sets.bans.has("10.0.0.0/8"), await fw.sets.bans.has("10.1.2.3")]).toEqual([true, false]);
  expect((await fw.sets.bans.list()).map(({ element }) => element)).toEqual([
    "10.0.0.0/8",
    "198.51.100.7",
    "203.0.113.0/24",
  ]);
  const [hour, minutes, forever] = (await fw.sets.bans.list()).map(({ remaining }) => remaining);
  expect(hour).toBeGreaterThan(3_500_000);
  expect(minutes).toBeGreaterThan(500_000);
  expect(minutes).toBeLessThanOrEqual(600_100);
  expect(forever).toBeUndefined();
  expect([fw.sets.bans.size, fw.sets.bans.capacity]).toEqual([3, 200_000]);
  expect(await fw.sets.bans.delete(["10.0.0.0/8", "192.0.2.99"])).toBe(1);
  send("10.1.2.3");
  expect(fw.counters.banned.packets).toBe(6n);
});

it("replaces and empties a set, and knows ports and pairs", async () => {
  await fw.sets.bans.replace(new Set(["192.0.2.77"]));
  send("192.0.2.77");
  send("203.0.113.9");
  expect(fw.counters.banned.packets).toBe(3n);
  expect(await fw.sets.bans.flush()).toBe(1);
  await fw.sets.few.add([53, 54]);
  await fw.sets.pairs.add([["10.1.1.1", 80], "10.1.1.1 81"]);
  send("192.0.2.77", 54);
  send("10.1.1.1", 80);
  send("10.1.1.1", 81);
  send("10.1.1.2", 80);
  expect([fw.counters.banned, fw.counters.closed, fw.counters.pair].map(({ packets }) => packets)).toEqual([
    3n,
    3n,
    6n,
  ]);
});

it("an element with a time ends by itself", async () => {
  await fw.sets.bans.add("198.51.100.8", { for: 1 });
  expect(await fw.sets.bans.has("198.51.100.8")).toBe(true);
  // Asked without a pause: a packet's clock is behind by up to a jiffy.
  while (await fw.sets.bans.has("198.51.100.8"));
  send("198.51.100.8");
  expect(fw.counters.banned.packets).toBe(0n);
});

it("refuses what is wrong, and changes nothing", async () => {
  const text: string = "x";
  expect(await codeOf(() => fw.sets.bans.add(["192.0.2.1", text, text]))).toBe("XG671 XG671");
  expect(await codeOf(() => fw.sets.bans.add("192.0.2.1", { for: 0.5 }))).toBe("XG682");
  expect(await codeOf(() => fw.sets.few.add([1, 2, 3, 4]))).toBe("XG675");
  expect(await codeOf(() => fw.sets.few.replace([1, 2, 3, 4]))).toBe("XG676");
  expect([fw.sets.few.size, fw.sets.bans.size]).toEqual([0, 1]);
  expect(await codeOf(() => fw.drops({ rate: 0 }).next())).toBe("XG682");
});

it("shows what is dropped, and ends with close", async () => {
  const drops = fw.drops({ rule: "banned", rate: 1000 });
  const first = drops.next();
  await sleep(200);
  send("203.0.113.9", 1234, 1);
  const { value } = await first;
  expect(value).toMatchObject({ action: "drop", missed: 0n, rule: { name: "banned" } });
  const rest = drops.next();
  fw.close();
  expect(await rest).toMatchObject({ done: true });
  expect(await codeOf(() => fw.sets.bans.size)).toBe("XG683");
});

it("goes on when the same program is attached again, and opens what runs", async () => {
  await fw.sets.bans.add("198.51.100.7");
  send("198.51.100.7");
  const { code } = xdpgen(["attach", "veth1", "live", "--persist", "--json", "--netns", where().netns], {
    cwd: project.directory,
  });
  expect(code).toBe(0);
  send("198.51.100.7");
  const other = live.open("veth1", where());
  for (const one of [fw, other]) {
    expect(one.counters.banned.packets).toBe(6n);
    expect(await one.sets.bans.has("198.51.100.7")).toBe(true);
  }
  other.close();
});

it("replaces itself with an object that has all of its sets and rules, and keeps what is in them", async () => {
  await fw.sets.few.add([53]);
  send("203.0.113.9");
  await build(changed("capacity: 3 }", "capacity: 5 }", "larger"), "larger");
  await fw.replace(path.join(folder("larger"), "xdp.o"));
  send("203.0.113.9");
  expect(fw.counters.banned.packets).toBe(6n);
  expect(await fw.sets.few.add([1, 2, 3, 4])).toBe(4);
  expect([fw.sets.few.size, fw.sets.few.capacity]).toEqual([5, 5]);
  expect(await codeOf(() => live.open("veth1", where()))).toBe("XG680");
  await build(changed('drop("closed").udpDport(few),', "", "less"), "less");
  expect(await codeOf(() => fw.replace(path.join(folder("less"), "xdp.o")))).toBe("XG681");
});

it("hands over to another client, and is closed then", async () => {
  send("203.0.113.9");
  const other = await build(changed('timeout: "10m"', 'timeout: "20m"', "other"), "other");
  const next = await fw.replace(other);
  expect(next.counters.banned.packets).toBe(3n);
  expect(await next.sets.bans.has("203.0.113.0/24")).toBe(true);
  expect(await codeOf(() => fw.counters.banned.packets)).toBe("XG683");
  next.close();
});

it("refuses an object that it was not made for, and leaves another program alone", async () => {
  const other = await build(changed('timeout: "10m"', 'timeout: "30m"', "third"), "third");
  expect(
    await codeOf(() => live.attach("veth1", { ...where(), object: path.join(folder("third"), "xdp.o") })),
  ).toBe("XG680");
  (await other.attach("veth1", where())).close();
  expect(await codeOf(() => fw.detach())).toBe("XG680");
  expect(await codeOf(() => fw.sets.bans.add("192.0.2.1"))).toBe("XG680");
  live = await build(RULES, "live");
});

it("says when it is taken off, when somebody else's is there, and when the interface has gone", async () => {
  const { right } = sandbox;
  sandbox.ip(right, "link", "set", "veth1", "xdp", "off");
  const all = (one: Live) => [
    () => one.sets.bans.add("192.0.2.1"),
    () => one.sets.bans.replace(["192.0.2.1"]),
    () => one.counters.banned.packets,
    () => one.drops().next(),
    () => one.detach(),
  ];
  for (const act of all(fw)) expect(await codeOf(act)).toBe("XG607");
  const foreign = project.compile("foreign", "foreign");
  sandbox.ip(right, "link", "set", "veth1", "xdp", "obj", foreign, "sec", "xdp");
  for (const act of all(fw)) expect(await codeOf(act)).toBe("XG614");
  sandbox.ip(right, "link", "set", "veth1", "xdp", "off");
  sandbox.ip(right, "link", "add", "gone0", "type", "veth", "peer", "name", "gone1");
  const gone = await live.attach("gone0", where());
  const watching = gone.drops().next();
  await sleep(50);
  sandbox.ip(right, "link", "del", "gone0");
  expect(await codeOf(() => watching)).toBe("XG613");
  for (const act of all(gone)) expect(await codeOf(act)).toBe("XG613");
  gone.close();
});

it("does a change again when the set became another one meanwhile", () => {
  const { name, source } = findOurProgram("veth1", where()).manifest;
  const connection = connect(
    { name, sha256: source.sha256, object: new URL("file:///xdp.o") },
    "veth1",
    where(),
  );
  const seen: number[] = [];
  connection.apply("few", (set) => {
    const again = ["attach", "veth1", "live", "--fresh", "--persist", "--netns", where().netns];
    if (seen.push(set.mapId) === 1) expect(xdpgen(again, { cwd: project.directory }).code).toBe(0);
  });
  const set = openSet(findOurProgram("veth1", where()), "few", where());
  expect([seen.length, seen[1]]).toEqual([2, set.mapId]);
  set.close();
  connection.close();
});

it("detaches", async () => {
  await fw.detach();
  expect(await codeOf(() => live.open("veth1", where()))).toBe("XG607");
  expect(await codeOf(() => fw.mode)).toBe("XG683");
});
