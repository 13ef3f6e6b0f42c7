import { setTimeout as sleep } from "node:timers/promises";
import { programInfo } from "../../src/kernel/sys/bpf.js";
import { loadObject } from "../../src/kernel/object.js";
import { sendUdp } from "../../test/support/udp.js";
import { said, start } from "./command-line.js";
import { findings, type Scenario } from "./scenario.js";
import { countObjects } from "./soak/kernel-objects.js";
import { roundOf, SPARE } from "./soak/operations.js";
import { growth, rowOf, sample, type Sample } from "./soak/samples.js";
import { createStage, PORTS, RULESETS, type Stage } from "./stage.js";

/** UDP ports of rules/soak: packets to the one are shown to whoever watches, to the other limited. */
const WATCHED_PORT = 10;
const LIMITED_PORT = 11;

/** Packets to each port in a round. */
const PACKETS = 100;

/** Mixed operations for a long time, beside commands that run all the time. */
export const soak: Scenario = {
  promise: "Whatever is done for long, nothing grows: no memory, no descriptors, no programs and no maps.",
  unit: "minutes",
  full: 30,
  quick: 0.5,
  async run({ amount, cli, signal, progress }) {
    const broken = findings();
    const stage = createStage("soak", cli, "soak");
    const { sandbox, there } = stage;
    const { ifname } = sandbox.right;
    const tags = tagsOf(stage);
    await sleep(SETTLE_MS);
    const before = countObjects(tags, stage.bansEntries);
    const samples = new Map<string, Sample[]>();
    const running = new Map<string, ReturnType<typeof start>>();
    let done = 0;
    const begin = performance.now();
    try {
      sandbox.ip(sandbox.right, "link", "add", SPARE, "type", "veth", "peer", "name", "spare1");
      stage.attach("old");
      const lasting = {
        watch: ["watch", ifname, "--rate", "1000/s"],
        "stats --watch": ["stats", ifname, "--watch"],
        metrics: ["metrics", ifname, "--textfile", `${stage.directory}/metrics.prom`, "--interval", "1"],
      };
      for (const [name, args] of Object.entries(lasting))
        running.set(name, start(cli, [...args, ...there, "--json"]));
      const round = roundOf(stage);
      while (performance.now() - begin < amount * 60_000 && !signal.aborted) {
        for (const { args, wait, runs } of round) {
          const ended = await start(cli, args).ended;
          done++;
          if (ended.code !== 0) broken.note(`${args.join(" ")}: ${said(ended)}`);
          if (wait !== undefined) await sleep(wait);
          const now = stage.running()?.manifest?.name;
          if (now !== runs) broken.note(`after ${args.join(" ")} the interface runs ${now ?? "nothing"}`);
        }
        for (const port of [PORTS.marked, WATCHED_PORT, LIMITED_PORT]) sendUdp(sandbox, port, PACKETS);
        for (const [name, { child }] of running) {
          const taken = sample(child.pid!);
          if (taken === undefined) broken.note(`${name} has ended`);
          else samples.set(name, [...(samples.get(name) ?? []), taken]);
        }
        const { ownPrograms, ownMaps } = countObjects(tags, stage.bansEntries);
        progress(
          `${done} operations, ${minutesSince(begin)} minutes, ${ownPrograms} programs, ${ownMaps} sets`,
        );
      }
      for (const [name, { child, ended }] of running) {
        child.kill("SIGINT");
        const how = await ended;
        if (how.code !== 0 && how.code !== 130) broken.note(`${name} ended with ${said(how)}`);
      }
    } finally {
      for (const { child } of running.values()) child.kill("SIGKILL");
      stage.remove();
    }
    const minutes = minutesSince(begin);
    await sleep(SETTLE_MS);
    const after = countObjects(tags, stage.bansEntries);
    for (const [name, list] of samples) growth(name, list).forEach(broken.note);
    if (after.ownPrograms > before.ownPrograms)
      broken.note(`${after.ownPrograms - before.ownPrograms} programs stay`);
    if (after.ownMaps > before.ownMaps) broken.note(`${after.ownMaps - before.ownMaps} live sets stay`);
    return {
      figures: {
        minutes,
        operations: done,
        ...Object.fromEntries([...samples].map(([name, list]) => [`\`${name}\``, rowOf(list)])),
        "programs of these rules before and after": `${before.ownPrograms}, ${after.ownPrograms}`,
        "their live sets before and after": `${before.ownMaps}, ${after.ownMaps}`,
        "all programs of the machine before and after": `${before.programs}, ${after.programs}`,
        "all maps of the machine before and after": `${before.maps}, ${after.maps}`,
      },
      broken: broken.all(),
    };
  },
};

/** The kernel takes programs away somewhat after their last user. */
const SETTLE_MS = 3000;

const minutesSince = (begin: number): number => Math.round((performance.now() - begin) / 6000) / 10;

/** Tags of the stage's programs, by which they are known among all others. */
function tagsOf({ objects }: Stage): ReadonlySet<string> {
  return new Set(
    RULESETS.map((name) => {
      const program = loadObject(objects[name]);
      try {
        return programInfo(program.fd).tag;
      } finally {
        program.close();
      }
    }),
  );
}
