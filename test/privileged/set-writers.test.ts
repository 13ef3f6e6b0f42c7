/** Many who change a live set at once, under traffic: no change is lost, and no packet is decided by a mix. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  findOurProgram,
  openCounters,
  openSet,
  readSetFills,
  type OpenSet,
} from "../../src/runtime/index.js";
import { packet } from "../../src/frames/packet.js";
import { startXdpgen, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { openRawSocket, type RawSocket } from "../support/raw-socket.js";

let sandbox: Sandbox;
let project: Project;
let socket: RawSocket;
const where = () => ({ netns: sandbox.right.netns });
const there = () => ["--netns", sandbox.right.netns];
const program = () => findOurProgram("veth1", where());

beforeAll(() => {
  sandbox = createSandbox("writers");
  project = createProject();
  const rules = new URL("rules/million.ts", import.meta.url).pathname;
  const output = path.join(project.directory, "generated/million");
  expect(xdpgen(["build", rules, "--output", output, "--name", "million", "--json"])).toMatchObject({
    code: 0,
  });
  socket = openRawSocket(sandbox.left.netns, "veth0");
  for (const first of [10, 20]) {
    const lines = Array.from(
      { length: 999_999 },
      (_, i) => `${first}.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    );
    writeFileSync(path.join(project.directory, `from-${first}.txt`), [...lines, "192.0.2.1"].join("\n"));
  }
});
beforeEach(() => {
  const run = xdpgen(["attach", "veth1", "million", "--persist", "--fresh", "--json", ...there()], {
    cwd: project.directory,
  });
  expect([run.code, run.stderr]).toEqual([0, ""]);
});
afterAll(() => {
  socket.close();
  sandbox.remove();
  project.remove();
});

function withSet<T>(name: string, act: (set: OpenSet) => T): T {
  const set = openSet(program(), name, where());
  try {
    return act(set);
  } finally {
    set.close();
  }
}

const address = (value: number) => ({ values: [BigInt(value)], length: 32 });
const STAYS = address(0xc000_0201); // 192.0.2.1

/** Sends packets of the address that stays until something has ended: all of them are banned. */
async function sendUntil(ended: Promise<unknown>, rule: string): Promise<number> {
  const bytes = packet().ipv4({ src: "192.0.2.1", dst: "198.51.100.1" }).udp({ sport: 7, dport: 9 });
  const counts = () => {
    const counters = openCounters(program());
    try {
      const { rules, policy } = counters.read();
      return [
        Number(rules.find((count) => count.rule.name === rule)!.packets),
        Number(policy.packets),
      ] as const;
    } finally {
      counters.close();
    }
  };
  const [banned, passed] = counts();
  let [sent, isOver] = [0, false];
  void ended.finally(() => (isOver = true));
  while (!isOver) {
    for (let i = 0; i < 200; i++) socket.send(bytes);
    sent += 200;
    await sleep(0);
  }
  expect(counts()).toEqual([banned + sent, passed]);
  return sent;
}

/** Runs a writer to its end: the addresses of its own that should be there. */
function write(writer: number, changes: number): Promise<readonly string[]> {
  const script = new URL("../support/set-writer.mjs", import.meta.url).pathname;
  const args = [script, "veth1", sandbox.right.netns, "crowd", String(writer), String(changes)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) =>
    child.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(text) as string[]) : reject(new Error(`a writer ended with ${code}`)),
    ),
  );
}

it("eight processes at once lose nothing of each other's, and disturb nobody else's", async () => {
  withSet("crowd", (set) => set.add([STAYS], undefined));
  const writing = Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer, 40_000)));
  expect(await sendUntil(writing, "crowded")).toBeGreaterThan(10_000);
  const own = (await writing).flat();
  expect(own.length).toBeGreaterThan(8 * 5);

  await sleep(1200); // what was to end has ended
  withSet("crowd", (set) => {
    // Two may have added the same element at the same moment: what takes it out takes all of it out.
    set.delete(Array.from({ length: 20 }, (_, n) => address(0x0a00_0000 + n)));
    const elements = set.list().map(({ element }) => element);
    expect(elements.sort()).toEqual(["192.0.2.1", ...own].sort());
    // A full set gives back the places of what has ended: then all that have counted together have counted right.
    const room = 600 - set.count();
    expect(
      set.add(
        Array.from({ length: room }, (_, n) => address(0x0c00_0000 + n)),
        undefined,
      ),
    ).toBe(room);
    expect(readSetFills(program())[1]!.elements).toBe(600);
  });
}, 120_000);

const replace = (first: 10 | 20) =>
  startXdpgen(["set", "replace", "veth1", "bans", "--file", `from-${first}.txt`, "--json", ...there()], {
    cwd: project.directory,
  });

/** Which of the two lists the set has, as a whole. */
const content = () =>
  withSet("bans", (set) => {
    expect(set.count()).toBe(1_000_000);
    return [10, 20].filter((first) => set.has(address(first * 2 ** 24 + 70_000)));
  });

it("a million elements are replaced while packets are looked up, and what stays is always there", async () => {
  expect(await replace(10).ended()).toMatchObject({ code: 0 });
  for (const first of [20, 10, 20] as const) {
    const replacing = replace(first).ended();
    expect(await sendUntil(replacing, "banned")).toBeGreaterThan(1000);
    expect((await replacing).json[0]).toMatchObject({ ok: true, elements: 1_000_000 });
    expect(content()).toEqual([first]);
  }
}, 120_000);

it("a replacement that is killed has happened or has not", async () => {
  expect(await replace(10).ended()).toMatchObject({ code: 0 });
  const began = performance.now();
  expect(await replace(10).ended()).toMatchObject({ code: 0 });
  const usual = performance.now() - began;
  for (let i = 0; i < 12; i++) {
    const run = replace(i % 2 === 0 ? 20 : 10);
    await sleep(usual * (0.3 + i * 0.07));
    run.child.kill("SIGKILL");
    await run.ended();
    expect(content()).toHaveLength(1);
  }
  expect(await replace(20).ended()).toMatchObject({ code: 0 });
  expect(content()).toEqual([20]);
}, 120_000);
