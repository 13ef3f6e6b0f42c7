/** `xdpgen set` on a program that runs: what it changes, packets see. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { packet } from "../../src/frames/packet.js";
import { complaint, startXdpgen, xdpgen, type JsonLine } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { openRawSocket, type RawSocket } from "../support/raw-socket.js";

let sandbox: Sandbox;
let project: Project;
let socket: RawSocket;
const there = () => ["--netns", sandbox.right.netns];
const set = (operation: string, name: string, ...rest: string[]) =>
  xdpgen(["set", operation, "veth1", name, ...rest, "--json", ...there()], { cwd: project.directory });
const list = (name: string) => set("list", name).json[0]!["elements"] as readonly JsonLine[];
const elements = (name: string) => list(name).map(({ element }) => element);

beforeAll(() => {
  sandbox = createSandbox("sets");
  project = createProject();
  const rules = new URL("rules/live-sets.ts", import.meta.url).pathname;
  build(rules, "live");
  const larger = path.join(project.directory, "larger.ts");
  writeFileSync(larger, readFileSync(rules, "utf8").replace("200_000", "300_000"));
  build(larger, "larger");
  build(new URL("rules/sets-in-predicates.ts", import.meta.url).pathname, "asking");
  socket = openRawSocket(sandbox.left.netns, "veth0");
});
function build(rules: string, name: string): void {
  const output = path.join(project.directory, "generated", name);
  expect(xdpgen(["build", rules, "--output", output, "--name", name, "--json"])).toMatchObject({ code: 0 });
}
function attach(name: string, ...options: string[]): void {
  const attached = xdpgen(["attach", "veth1", name, "--persist", "--json", ...options, ...there()], {
    cwd: project.directory,
  });
  expect([attached.code, attached.stderr]).toEqual([0, ""]);
}
beforeEach(() => attach("live", "--fresh"));
afterAll(() => {
  socket.close();
  sandbox.remove();
  project.remove();
});

/** How many of `count` packets from an address a rule drops. */
function dropped(rule: string, src: string, dport = 9, count = 3): number {
  const counter = () => {
    const [stats] = xdpgen(["stats", "veth1", "--json", ...there()]).json;
    return stats!.counters.find(({ name }) => name === rule)!.packets;
  };
  const before = counter();
  const bytes = packet().ipv4({ src, dst: "192.0.2.1" }).udp({ sport: 7, dport });
  for (let i = 0; i < count; i++) socket.send(bytes);
  return counter() - before;
}

it("begins with the elements of the rules, which stay", () => {
  expect(list("bans")).toEqual([{ element: "203.0.113.0/24", remaining: null }]);
  expect([dropped("banned", "203.0.113.9"), dropped("banned", "203.0.114.9")]).toEqual([3, 0]);
});

it("adds, renews and takes out what packets are looked up in", () => {
  expect(set("add", "bans", "198.51.100.7", "10.0.0.0/8", "--for", "1h").json[0]).toMatchObject({
    added: 2,
    renewed: 0,
  });
  expect(set("add", "bans", "198.51.100.7").json[0]).toMatchObject({ added: 0, renewed: 1 });
  // The time that the rules say, and no longer an hour.
  expect(list("bans").find(({ element }) => element === "198.51.100.7")!["remaining"]).toBeLessThanOrEqual(
    600.1,
  );
  expect(elements("bans")).toEqual(["10.0.0.0/8", "198.51.100.7", "203.0.113.0/24"]);
  expect(["198.51.100.7", "10.9.8.7", "11.0.0.1"].map((src) => dropped("banned", src))).toEqual([3, 3, 0]);
  expect(set("del", "bans", "10.0.0.0/8", "10.9.8.7").json[0]).toMatchObject({ deleted: 1, absent: 1 });
  expect(dropped("banned", "10.9.8.7")).toBe(0);
});

it("knows ports, and pairs of an address and a port", () => {
  set("add", "few", "53");
  set("add", "pairs", "10.1.1.1 80");
  expect([dropped("closed", "10.1.1.1", 53), dropped("closed", "10.1.1.1", 54)]).toEqual([3, 0]);
  expect([dropped("pair", "10.1.1.1", 80), dropped("pair", "10.1.1.2", 80)]).toEqual([3, 0]);
  expect(elements("pairs")).toEqual(["10.1.1.1 80"]);
});

it("lets elements end by themselves, when no process is alive", async () => {
  set("add", "bans", "198.51.100.8", "--for", "2s");
  const start = performance.now();
  expect(dropped("banned", "198.51.100.8")).toBe(3);
  while (performance.now() - start < 3000) await sleep(50);
  expect(dropped("banned", "198.51.100.8")).toBe(0);
  expect(elements("bans")).toEqual(["203.0.113.0/24"]);
});

it("changes what predicates ask, also of the next program, which has the same elements", () => {
  set("add", "bans", "198.51.100.7");
  attach("asking");
  expect(elements("bans")).toEqual(["198.51.100.7", "203.0.113.0/24"]);
  expect([dropped("banned", "198.51.100.7"), dropped("banned", "198.51.100.8")]).toEqual([3, 0]);
  expect([dropped("banned", "198.51.100.7", 53), dropped("closed", "198.51.100.7", 53)]).toEqual([0, 0]);
  set("add", "few", "53");
  set("del", "bans", "198.51.100.7");
  expect([dropped("banned", "198.51.100.7"), dropped("closed", "198.51.100.7", 53)]).toEqual([0, 3]);
});

it("replaces everything, and empties", () => {
  const file = path.join(project.directory, "bad.txt");
  writeFileSync(file, "# a list\n198.51.100.0/24 ; a network\n\n192.0.2.77\n192.0.2.77\n");
  expect(set("replace", "bans", "--file", file).json[0]).toMatchObject({ elements: 2 });
  expect(elements("bans")).toEqual(["192.0.2.77", "198.51.100.0/24"]);
  expect([dropped("banned", "203.0.113.9"), dropped("banned", "198.51.100.200")]).toEqual([0, 3]);
  expect(set("flush", "bans").json[0]).toMatchObject({ deleted: 2 });
  expect(dropped("banned", "198.51.100.200")).toBe(0);
});

const fromStdin = (operation: string, name: string) =>
  startXdpgen(["set", operation, "veth1", name, "--file", "-", "--json", ...there()], { stdin: true });

it("takes each line of stdin when it comes", async () => {
  const running = fromStdin("add", "bans");
  running.child.stdin!.write("198.51.100.1\n198.51");
  await running.until(/"added":1/);
  expect(elements("bans")).toEqual(["198.51.100.1", "203.0.113.0/24"]);
  running.child.stdin!.end(".100.2 # the last one");
  const run = await running.ended();
  expect(run.code).toBe(0);
  expect(run.json.at(-1)).toMatchObject({ event: "ended", set: "bans", added: 2, renewed: 0 });
  expect(elements("bans")).toEqual(["198.51.100.1", "198.51.100.2", "203.0.113.0/24"]);
});

it("passes over lines of stdin that are wrong, and says so in the end", async () => {
  const running = fromStdin("del", "bans");
  running.child.stdin!.end("\nnonsense\u001b[2J\n203.0.113.0/24\n");
  const run = await running.ended();
  expect([run.code, complaint(run)!.code]).toEqual([2, "XG672"]);
  const [said] = run.json.flatMap(({ diagnostics }) => diagnostics);
  expect(said).toMatchObject({ code: "XG671", location: { file: "stdin", line: 2, column: 1 } });
  expect(run.stdout).not.toContain("\\u001b");
  expect(elements("bans")).toEqual([]);
});

it("replaces by what comes out of a pipe, and adds what stands beside it", async () => {
  const running = startXdpgen(
    ["set", "replace", "veth1", "bans", "192.0.2.1", "--file", "-", "--json", ...there()],
    { stdin: true },
  );
  running.child.stdin!.end("192.0.2.2\n");
  expect((await running.ended()).json.at(-1)).toMatchObject({ ok: true, elements: 2 });
  expect(elements("bans")).toEqual(["192.0.2.1", "192.0.2.2"]);
});

it("goes on with the set of the program that takes the place of the first", async () => {
  const running = fromStdin("add", "bans");
  running.child.stdin!.write("198.51.100.1\n");
  await running.until(/"added":1/);
  // Another capacity: another map, into which the elements are copied.
  attach("larger");
  running.child.stdin!.end("198.51.100.2\n");
  expect(await running.ended()).toMatchObject({ code: 0 });
  expect(elements("bans")).toEqual(["198.51.100.1", "198.51.100.2", "203.0.113.0/24"]);
  expect(dropped("banned", "198.51.100.2")).toBe(3);
});

it("ends when the program has gone", async () => {
  const running = fromStdin("add", "bans");
  running.child.stdin!.write("198.51.100.1\n");
  await running.until(/"added":1/);
  xdpgen(["detach", "veth1", ...there()]);
  running.child.stdin!.end("198.51.100.2\n");
  const run = await running.ended();
  expect([run.code, complaint(run)!.code]).toEqual([2, "XG607"]);
});

it("takes 100,000 from a file, and all of them are there", () => {
  const file = path.join(project.directory, "many.txt");
  const many = Array.from({ length: 100_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
  writeFileSync(file, many.join("\n"));
  expect(set("add", "bans", "--file", file).json[0]).toMatchObject({ added: 100_000 });
  expect([dropped("banned", "10.1.134.159"), dropped("banned", "10.1.134.160")]).toEqual([3, 0]);
  const status = xdpgen(["status", "veth1", "--json", ...there()]).json[0]!;
  const [program] = status.interfaces as unknown as readonly Readonly<Record<string, unknown>>[];
  const bans = { name: "bans", elements: 100_001, capacity: 200_000, refused: 0 };
  expect(program!["sets"]).toMatchObject([bans, { name: "few" }, { name: "pairs" }]);
  expect(xdpgen(["status", "veth1", ...there()]).stdout).toMatch(
    /^ {2}set bans .*100,001 of 200,000 \(50 %\)$/m,
  );
  rmSync(file);
});

it("refuses what has no room, and leaves everything as it was", () => {
  set("add", "few", "1", "2");
  const full = set("add", "few", "3", "4");
  expect([full.code, complaint(full)]).toMatchObject([5, { code: "XG675" }]);
  const replaced = set("replace", "few", "1", "2", "3", "4");
  expect([replaced.code, complaint(replaced)]).toMatchObject([5, { code: "XG676" }]);
  expect(elements("few")).toEqual(["1", "2"]);
  expect(set("add", "few", "3", "2").json[0]).toMatchObject({ added: 1, renewed: 1 });
});

it("says what is wrong, and changes nothing", () => {
  const file = path.join(project.directory, "garbage.txt");
  writeFileSync(file, ["10.0.0.1", ...Array.from({ length: 23 }, (_, i) => `nonsense-${i}`)].join("\n"));
  const garbage = set("add", "bans", "--file", file);
  const said = garbage.json[0]!["diagnostics"] as unknown as readonly { code: string; location: object }[];
  expect(garbage.code).toBe(2);
  expect(said.map(({ code }) => code)).toEqual([...Array.from({ length: 20 }, () => "XG671"), "XG224"]);
  expect(said[0]!.location).toMatchObject({ file: "garbage.txt", line: 2, column: 1 });
  expect(elements("bans")).toEqual(["203.0.113.0/24"]);

  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["XG670", ["add", "nobody", "10.0.0.1"]],
    ["XG671", ["add", "bans", "80"]],
    ["XG671", ["add", "bans", "10.0.0.1/8"]],
    ["XG671", ["add", "few", "70000"]],
    ["XG671", ["add", "pairs", "10.0.0.1"]],
    ["XG671", ["add", "bans", "10.0.0.1", "\u001b[2J"]],
    ["XG224", ["add", "bans", "10.0.0.1", "--file", file]],
    ["XG673", ["add", "bans", "--file", "/nowhere/list.txt"]],
    ["XG673", ["add", "bans", "--file", "/dev/zero"]],
    ["XG701", ["list", "bans", "10.0.0.1"]],
    ["XG701", ["del", "bans", "10.0.0.1", "--for", "1h"]],
    ["XG701", ["add", "bans", "10.0.0.1", "--for", "0s"]],
    ["XG701", ["add", "bans", "10.0.0.1", "--for", "2000d"]],
    ["XG701", ["add", "bans", "10.0.0.1", "--for", "-5m"]],
    ["XG701", ["add", "bans"]],
  ];
  for (const [code, [operation, name, ...rest]] of wrong) {
    const result = set(operation!, name!, ...rest);
    expect([operation, name, ...rest, complaint(result)?.code, result.code]).toEqual([
      operation,
      name,
      ...rest,
      code,
      2,
    ]);
  }
  expect(complaint(set("list", "nobody"))!.hint).toBe("it has bans, few, pairs");
  expect(elements("bans")).toEqual(["203.0.113.0/24"]);
});

it("keeps elements over a replacement of the program", () => {
  set("add", "bans", "198.51.100.7", "--for", "1h");
  attach("live");
  expect(elements("bans")).toEqual(["198.51.100.7", "203.0.113.0/24"]);
  expect(dropped("banned", "198.51.100.7")).toBe(3);
});
