/** A million addresses, and all the large things in one ruleset: built by the command line, loaded by the tools that people have. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomOf, type Random } from "../../src/bench/random.js";
import { findPrograms, openCounters } from "../../src/runtime/index.js";
import { complaint, xdpgen } from "../support/cli.js";
import { createProject, type Project } from "../support/fixtures.js";
import { fiveTuples } from "../support/large-rulesets/five-tuples.js";
import { addresses, prefixes6 } from "../support/large-rulesets/lists.js";
import { oneField } from "../support/large-rulesets/one-field.js";
import { frameOf, type Packet } from "../support/large-rulesets/packets.js";
import { together, writeRuleset, type LargeRuleset } from "../support/large-rulesets/ruleset.js";
import { createSandbox, type Sandbox } from "../support/namespaces.js";
import { openRawSocket } from "../support/raw-socket.js";

const FRAMES = 2_000;

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox("limits");
});
afterAll(() => sandbox.remove());

const inside = (command: string, ...args: string[]) => sandbox.run(sandbox.right, command, ...args);
const ifname = "veth1";

/** Tools that attach an object, and how they take it off again. */
const LOADERS: Readonly<
  Record<string, { readonly load: (object: string) => void; readonly unload: () => void }>
> = {
  "ip link": {
    load: (object) => inside("ip", "link", "set", "dev", ifname, "xdp", "obj", object, "sec", "xdp"),
    unload: () => inside("ip", "link", "set", "dev", ifname, "xdp", "off"),
  },
  bpftool: {
    // The pin is only for this: a file system of its own would be gone with the command.
    load: (object) =>
      inside(
        ...(["unshare", "--mount", "sh", "-ec"] as const),
        `mount -t bpf none /sys/fs/bpf && bpftool prog load "$0" /sys/fs/bpf/limits type xdp &&
         bpftool net attach xdpdrv pinned /sys/fs/bpf/limits dev ${ifname}`,
        object,
      ),
    unload: () => inside("bpftool", "net", "detach", "xdpdrv", "dev", ifname),
  },
  "xdp-loader": {
    load: (object) => inside("xdp-loader", "load", ifname, object),
    unload: () => inside("xdp-loader", "unload", ifname, "--all"),
  },
  "xdpgen attach": {
    load: (object) => {
      const run = xdpgen(["attach", ifname, object, "--persist", "--netns", sandbox.right.netns, "--json"]);
      expect(complaint(run)).toBeUndefined();
    },
    unload: () => xdpgen(["detach", ifname, "--netns", sandbox.right.netns]),
  },
};

/** How many packets each rule is to decide, by its place; of the policy, by null. */
function expectedCounts({ first }: LargeRuleset, packets: readonly Packet[]) {
  const counts = new Map<number | null, number>();
  for (const packet of packets) {
    const place = first(packet);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** What the counters of the program on the interface say: of rules that counted, and of the policy. */
function readCounts(): Map<number | null, number> {
  const [program] = findPrograms(ifname, { netns: sandbox.right.netns });
  const reader = openCounters(program!);
  try {
    const { rules, policy } = reader.read();
    const counted = rules.flatMap(({ packets }, place) =>
      packets > 0n ? [[place, Number(packets)] as const] : [],
    );
    return new Map<number | null, number>([...counted, [null, Number(policy.packets)]]);
  } finally {
    reader.close();
  }
}

const sorted = (counts: ReadonlyMap<number | null, number>) =>
  [...counts].sort(([a], [b]) => (a ?? Infinity) - (b ?? Infinity));

const CASES: Readonly<Record<string, (random: Random) => LargeRuleset>> = {
  "1,000,000 addresses": (random) => addresses(1_000_000, random),
  "everything in one ruleset": (random) =>
    together("together", [
      oneField(10_000, random),
      fiveTuples(500, random),
      addresses(1_000_000, random),
      prefixes6(200_000, random),
    ]),
};

describe.each(Object.entries(CASES))("%s", (title, make) => {
  let project: Project;
  let large: LargeRuleset;
  let object: string;
  const packets: Packet[] = [];

  beforeAll(() => {
    project = createProject();
    const random = randomOf(title);
    large = make(random);
    const rules = writeRuleset(project.directory, large);
    const run = xdpgen(["build", rules, "-o", "out", "--json"], { cwd: project.directory });
    expect(run.code).toBe(0);
    object = path.join(project.directory, "out/xdp.o");
    for (let i = 0; i < FRAMES; i++) packets.push(large.draw(random));
  });
  afterAll(() => project.remove());

  it.each(Object.entries(LOADERS))(
    "is loaded by %s, and every frame is counted where it belongs",
    (_tool, { load, unload }) => {
      load(object);
      try {
        const socket = openRawSocket(sandbox.left.netns, sandbox.left.ifname);
        try {
          for (const packet of packets) socket.send(frameOf(packet));
        } finally {
          socket.close();
        }
        expect(sorted(readCounts())).toEqual(sorted(expectedCounts(large, packets)));
      } finally {
        unload();
      }
    },
  );
});

describe("100,000 rules", () => {
  let project: Project;
  const run = (...args: string[]) =>
    xdpgen([...args, "--netns", sandbox.right.netns], { cwd: project.directory });
  beforeAll(() => {
    project = createProject();
    const rules = Array.from({ length: 100_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    const large = {
      name: "many",
      files: {
        "rules/many.json": JSON.stringify(rules),
        "rules/many.ts": `import { drop } from "xdpgen";
import addresses from "./many.json" with { type: "json" };

export default addresses.map((address) => drop("block " + address).ipv4Src(address));
`,
      },
    };
    writeRuleset(project.directory, large);
    expect(xdpgen(["build", "rules/many.ts", "--json"], { cwd: project.directory }).code).toBe(0);
    expect(run("attach", ifname, "many", "--persist", "--json").code).toBe(0);
  });
  afterAll(() => {
    run("detach", ifname);
    project.remove();
  });

  it("have a counter each, the last one too", () => {
    const socket = openRawSocket(sandbox.left.netns, sandbox.left.ifname);
    const from = (place: number, count: number) => {
      const frame = frameOf({
        ...{ family: 4, src: 10 * 2 ** 24 + place, dst: 0, protocol: 6, sport: 1, dport: 1 },
      });
      for (let i = 0; i < count; i++) socket.send(frame);
    };
    from(0, 3);
    from(50_000, 4);
    from(99_999, 5);
    from(100_000, 6);
    socket.close();
    expect(sorted(readCounts())).toEqual([
      ...[[0, 3] as const, [50_000, 4] as const, [99_999, 5] as const],
      [null, 6],
    ]);
    const { counters } = run("stats", ifname, "--json").json[0]!;
    expect(counters).toHaveLength(100_001);
    expect(counters[99_999]).toMatchObject({ name: "block 10.1.134.159", packets: 5 });
  });
});
