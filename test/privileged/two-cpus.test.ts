/** Counters and rates are exact when several processors ask the same rules at the same moment. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProgram } from "../../src/codegen/build-program.js";
import { drop, range, type Rules } from "../../src/index.js";
import { lookup, openMap, withFd } from "../../src/kernel/sys/bpf.js";
import { native } from "../../src/kernel/sys/libbpf.js";
import { COUNTER_BYTES } from "../../src/manifest/index.js";
import { findPrograms, openCounters } from "../../src/runtime/index.js";
import { programOf } from "../../src/testing/index.js";
import { xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";

const PEER = fileURLToPath(new URL("../support/udp-peer.mjs", import.meta.url));
const COUNT = 10_000;
const PAYLOAD = 18;
const FRAME = 42 + PAYLOAD;

/** Rules that are looked up in a table: the traffic is for ports 7 and 8. */
const RULES = [
  drop("odd").udpDport(Array.from({ length: 1024 }, (_, i) => 2 * i + 1)),
  drop("even").udpDport(range(0, 2048)),
];

let sandbox: Sandbox;
let project: Project;

beforeAll(() => {
  sandbox = createSandbox("cpus");
  project = createProject();
});
afterAll(() => {
  sandbox.remove();
  project.remove();
});

/** Sends datagrams to `port` from one processor: a veth pair handles them there. */
async function send(cpu: number, port: number): Promise<void> {
  const { left, right } = sandbox;
  const datagrams = ["send", right.address, port, COUNT, PAYLOAD].map(String);
  const where = [`--net=/run/netns/${left.netns}`, "taskset", "-c", String(cpu)];
  const sending = promisify(execFile)("nsenter", [...where, process.execPath, PEER, ...datagrams]);
  sending.child.stdin!.end();
  await sending;
}

/** The packets that each processor counted for a slot. */
function packetsByCpu(mapId: number, slot: number): bigint[] {
  return withFd(openMap(mapId)!, (fd) => {
    const value = Buffer.alloc(native().libbpf_num_possible_cpus() * COUNTER_BYTES);
    lookup(fd, slot, value);
    return Array.from({ length: value.length / COUNTER_BYTES }, (_, cpu) =>
      value.readBigUInt64LE(cpu * COUNTER_BYTES),
    );
  });
}

/** Attaches rules in the place of those that are there. */
function attach(name: string, rules: Rules): void {
  const { right } = sandbox;
  const folder = path.join(project.directory, "generated", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "xdp.o"), buildProgram(programOf(rules)).object);
  const attach = ["attach", right.ifname, name, "--persist", "--fresh", "--netns", right.netns];
  expect(xdpgen(attach, { cwd: project.directory }).code).toBe(0);
}

function readCounters() {
  const { right } = sandbox;
  const [program] = findPrograms(right.ifname, { netns: right.netns });
  const reader = openCounters(program!);
  try {
    return { program, ...reader.read() };
  } finally {
    reader.close();
  }
}

const cpus = Math.min(availableParallelism(), 2);

test("traffic from two processors at once, to two rules", async () => {
  attach("ports", RULES);
  await Promise.all([send(0, 7), send(1 % cpus, 7), send(0, 8), send(1 % cpus, 8)]);

  const { program, rules, policy } = readCounters();
  const sent = { packets: BigInt(2 * COUNT), bytes: BigInt(2 * COUNT * FRAME) };
  expect(rules).toMatchObject([sent, sent]);
  expect(policy.packets).toBe(0n);
  for (const slot of [0, 1]) {
    const counting = packetsByCpu(program!.countersMapId!, slot).filter((packets) => packets > 0n);
    expect(counting).toHaveLength(cpus);
  }
});

test("a rate is one for all processors together", async () => {
  const burst = 500;
  attach("rate", [
    drop("all").udpDport(7).over({ rate: "1/m", burst }),
    drop("each").udpDport(8).over({ rate: "1/m", burst, per: "ipv4Src" }),
  ]);
  const began = performance.now();
  await Promise.all([send(0, 7), send(1 % cpus, 7), send(0, 8), send(1 % cpus, 8)]);
  const minutes = (performance.now() - began) / 60_000;

  const { rules, policy } = readCounters();
  const sent = 2 * COUNT;
  // What has come back into the bucket meanwhile is less than a packet, unless the machine is very slow.
  for (const { packets } of rules) {
    expect(sent - Number(packets)).toBeGreaterThanOrEqual(burst);
    expect(sent - Number(packets)).toBeLessThanOrEqual(burst + Math.ceil(minutes));
  }
  expect(Number(policy.packets)).toBe(
    2 * sent - rules.reduce((sum, { packets }) => sum + Number(packets), 0),
  );
});
