import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { lockNetns } from "../../src/kernel/netns-lock.js";
import { readObject, type XdpObject } from "../../src/kernel/object.js";
import { prepareAttach, type AttachedHere } from "../../src/runtime/attach/prepare.js";
import {
  findOurProgram,
  findPrograms,
  openCounters,
  openSet,
  parseLiveElement,
  type Counters,
  type OpenSet,
  type RunningProgram,
} from "../../src/runtime/index.js";
import { liveLayout } from "../../src/manifest/index.js";
import type { LiveElement } from "../../src/packet/index.js";
import { createSandbox, type Sandbox } from "../../test/support/namespaces.js";
import { run, said } from "./command-line.js";

/** Rulesets that both drop the marked flow and have the live set "bans"; each drops a flow of its own. */
export const RULESETS = ["old", "new"] as const;
export type RulesetName = (typeof RULESETS)[number];

/** UDP ports that rules of these names drop: "marked" in both rulesets. */
export const PORTS = { marked: 9, old: 1001, new: 1002 } as const;

/** Two namespaces, and the rulesets built, for one scenario. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** The folder for the scenario's own files. */
  readonly directory: string;
  readonly objects: Readonly<Record<RulesetName, XdpObject>>;
  /** Options of a command: the receiver's namespace. */
  readonly there: readonly string[];
  /** Attaches in this process, as the command does. */
  attach(name: RulesetName): AttachedHere;
  /** What the receiver's interface runs. */
  running(): RunningProgram | undefined;
  counters(): Counters;
  /** Packets of each rule by its name, and of the policy. */
  counts(): Readonly<Record<string, bigint>>;
  openBans(): OpenSet;
  /** How many entries the map of "bans" has. */
  readonly bansEntries: number;
  remove(): void;
}

/** Makes a stage; `label` as for createSandbox, the rulesets of rules/ or of a folder in it. */
export function createStage(label: string, cli: string, folder = ""): Stage {
  const directory = mkdtempSync(path.join(os.tmpdir(), "xdpgen-reliability-"));
  const sandbox = createSandbox(label);
  const { ifname, netns } = sandbox.right;
  const where = { netns };
  const object = (name: RulesetName): XdpObject => {
    const output = path.join(directory, name);
    const rules = path.join(import.meta.dirname, "rules", folder, `${name}.ts`);
    const ended = run(cli, ["build", rules, "--output", output, "--name", name]);
    if (ended.code !== 0) throw new Error(`${name} was not built: ${said(ended)}`);
    return readObject(path.join(output, "xdp.o"));
  };
  const ours = () => findOurProgram(ifname, where);
  const counters = (): Counters => {
    const reader = openCounters(ours());
    try {
      return reader.read();
    } finally {
      reader.close();
    }
  };
  const objects = { old: object("old"), new: object("new") };
  const bans = objects.old.manifest.sets[0]!;
  return {
    sandbox,
    directory,
    bansEntries: liveLayout(bans.type, bans.capacity).values,
    objects,
    there: ["--netns", netns],
    attach(name) {
      const lock = lockNetns(netns);
      try {
        const options = { ...where, mode: "auto", takeover: false, fresh: false, monitor: false } as const;
        const prepared = prepareAttach(ifname, objects[name], options);
        try {
          return prepared.commit();
        } finally {
          prepared.close();
        }
      } finally {
        lock.release();
      }
    },
    running: () => findPrograms(ifname, where)[0],
    counters,
    counts() {
      const { rules, policy } = counters();
      const named = rules.map(({ rule, packets }) => [rule.name, packets] as const);
      return Object.fromEntries([...named, ["policy", policy.packets]]);
    },
    openBans: () => openSet(ours(), "bans", where),
    remove() {
      sandbox.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The element of "bans" that a text stands for. */
export function bansElement(text: string): LiveElement {
  const parsed = parseLiveElement(text, ["ipv4"]);
  if (parsed.kind === "refused") throw new RangeError(parsed.reason);
  return parsed.element;
}

/** Packets that the sender's end of the cable has thrown away, as the receiver's queue was full: no program has seen them. */
export function droppedOnCable({ sandbox }: Stage): number {
  const { left } = sandbox;
  const text = sandbox.ip(left, "-j", "-s", "link", "show", "dev", left.ifname);
  const [link] = JSON.parse(text) as { stats64: { tx: { dropped: number } } }[];
  return link!.stats64.tx.dropped;
}
