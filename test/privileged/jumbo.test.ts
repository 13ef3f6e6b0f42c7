/** Frames of 9,000 bytes: generic mode hands them to a program in one piece, and the program looks as far into them as it has to. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../src/codegen/index.js";
import type { Program } from "../../src/ir/index.js";
import { attach } from "../../src/kernel/attach.js";
import { findInterface } from "../../src/kernel/interface.js";
import { withNetns } from "../../src/kernel/netns.js";
import { loadObject, type LoadedProgram } from "../../src/kernel/object.js";
import { RUN_FRAME_BYTES } from "../../src/kernel/prog-run.js";
import { countersOf, type Counters } from "../../src/runtime/counters.js";
import {
  assemble,
  destination,
  ethernet,
  hopByHop,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../../src/testing/frames.js";
import { decode, interpret } from "../../src/testing/index.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { openRawSocket, type RawSocket } from "../support/raw-socket.js";

const RULES = join(import.meta.dirname, "rules/jumbo.ts");
const MTU = 9000;
/** The longest destination options, and hop-by-hop options, that there are. */
const LONGEST = 2048;

const options = (count: number): Layer[] =>
  Array.from({ length: count }, () => destination({ size: LONGEST }));

/** As many bytes as make a frame of these layers as long as the interface allows. */
function filled(...layers: readonly Layer[]): readonly Layer[] {
  const { length } = assemble(layers).bytes;
  return [...layers, raw(new Uint8Array(ethernetHeader + MTU - length).fill(0xee))];
}
const ethernetHeader = 14;

const FRAMES: readonly (readonly [name: string, decides: string | null, layers: readonly Layer[]])[] = [
  ["TCP to port 22", "ssh", filled(ethernet(), ipv4(), tcp({ dport: 22 }))],
  ["TCP to port 443", "https", filled(ethernet(), ipv4(), tcp({ dport: 443 }))],
  ["UDP", "long UDP", filled(ethernet(), ipv4(), udp())],
  [
    "TCP to port 22 behind 4,096 bytes of options",
    "ssh",
    [ethernet(), ipv6(), ...options(2), tcp({ dport: 22 })],
  ],
  [
    "TCP to port 22 behind 8,192 bytes of options",
    "ssh",
    filled(ethernet(), ipv6(), ...options(4), tcp({ dport: 22 })),
  ],
  [
    "TCP to port 443 behind 8,192 bytes of options",
    "https",
    filled(ethernet(), ipv6(), ...options(4), tcp({ dport: 443 })),
  ],
  [
    "TCP to port 80 behind 8,192 bytes of options",
    null,
    filled(ethernet(), ipv6(), ...options(4), tcp({ dport: 80 })),
  ],
  [
    "TCP to port 22 behind two tags, hop-by-hop and destination options",
    "ssh",
    [
      ethernet(),
      vlan({ id: 20, tpid: 0x88a8 }),
      vlan(10),
      ipv6(),
      hopByHop({ size: LONGEST }),
      ...options(2),
      tcp({ dport: 22 }),
    ],
  ],
  [
    "a later fragment behind 8,192 bytes of options, payload like TCP to port 22",
    "later fragments",
    filled(ethernet(), ipv6(), ...options(4), ipv6Fragment({ offset: 185 }), tcp({ dport: 22 })),
  ],
  [
    "a fifth header of options that the frame's end cuts",
    "malformed",
    filled(ethernet(), ipv6(), ...options(4), destination({ length: 255 }), tcp({ dport: 22 })),
  ],
];

describe("jumbo frames in generic mode", () => {
  let sandbox: Sandbox;
  let rules: Program;
  let program: LoadedProgram;
  let socket: RawSocket;
  let counters: () => Counters;

  beforeAll(async () => {
    const { object: built, report } = await build(RULES);
    rules = report.lowered;
    sandbox = createSandbox("jumbo");
    const { left, right } = sandbox;
    for (const peer of [left, right]) sandbox.ip(peer, "link", "set", peer.ifname, "mtu", `${MTU}`);
    program = loadObject({ path: "jumbo/xdp.o", bytes: built.object, manifest: built.manifest });
    counters = countersOf(program, "jumbo/xdp.o").read;
    const { mode } = withNetns(right.netns, () =>
      attach(findInterface(right.ifname), program, { mode: "auto", takeover: false }),
    );
    expect(mode).toBe("generic");
    socket = openRawSocket(left.netns, left.ifname);
  });
  afterAll(() => {
    socket?.close();
    program?.close();
    sandbox?.remove();
  });

  it.each(FRAMES)("%s: decided by %s", async (_, decides, layers) => {
    const { bytes } = assemble(layers);
    expect(interpret(rules, decode(bytes)).rule?.name ?? null).toBe(decides);

    const before = counters();
    socket.send(bytes);
    const after = await moved(counters, before);
    expect(difference(before, after)).toEqual([{ rule: decides, packets: 1n, bytes: BigInt(bytes.length) }]);
  });

  it("reads ports where no test run reaches", () => {
    const beyond = FRAMES.filter(([, , layers]) => {
      const { bytes, starts } = assemble(layers);
      const last = layers.findIndex(({ protocol }) => protocol === 6);
      return decode(bytes).fields.has("tcpDport") && starts[last]! > RUN_FRAME_BYTES.max;
    });
    expect(beyond.map(([name]) => name)).toHaveLength(5);
  });
});

const sumOf = ({ rules, policy }: Counters): bigint =>
  rules.reduce((sum, { packets }) => sum + packets, policy.packets);

/** The counters once a packet has been counted. */
async function moved(counters: () => Counters, before: Counters): Promise<Counters> {
  for (const end = performance.now() + 30_000; performance.now() < end; await sleep(1)) {
    const after = counters();
    if (sumOf(after) > sumOf(before)) return after;
  }
  throw new Error("the frame was not counted");
}

/** What was counted in between, by which rule; null is the policy. */
function difference(before: Counters, after: Counters) {
  const rows = ({ rules, policy }: Counters) => [
    ...rules.map(({ rule, packets, bytes }) => ({ rule: rule.name, packets, bytes })),
    { rule: null, ...policy },
  ];
  const earlier = rows(before);
  return rows(after)
    .map(({ rule, packets, bytes }, i) => ({
      rule,
      packets: packets - earlier[i]!.packets,
      bytes: bytes - earlier[i]!.bytes,
    }))
    .filter(({ packets }) => packets > 0n);
}
