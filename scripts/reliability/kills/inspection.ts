import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lockNetns } from "../../../src/kernel/netns-lock.js";
import { netnsInode, WATCHDOG_WORD } from "../../../src/runtime/confirm/pending.js";
import { packet } from "../../../src/frames/packet.js";
import type { RawSocket } from "../../../test/support/raw-socket.js";
import type { RulesetName, Stage } from "../stage.js";
import { PROBES, VERDICTS, type State, type Victim } from "./victims.js";

/** What an interface runs and what its set holds. */
export function stateOf(stage: Stage): State {
  const runs = stage.running()?.manifest?.name as RulesetName | undefined;
  if (runs === undefined) return { runs, bans: new Set() };
  const set = stage.openBans();
  try {
    return { runs, bans: new Set(set.list().map(({ element }) => element)) };
  } finally {
    set.close();
  }
}

/** What is wrong after a command was killed, in words: the interface and the set must be as before or as after it. */
export function wrongState({ runs, bans }: State, { before, after, isBitByBit }: Victim): string | undefined {
  if (runs !== before.runs && runs !== after.runs) return `the interface runs ${runs ?? "nothing"}`;
  if (isSame(bans, before.bans) || isSame(bans, after.bans)) return undefined;
  const between =
    [...before.bans].every((one) => bans.has(one)) && [...bans].every((one) => after.bans.has(one));
  return isBitByBit && between
    ? undefined
    : `the set has ${bans.size} elements: neither what it had nor what it was to have`;
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

/** Sends probes and compares what the rules count of them with what the ruleset says. */
export function wrongVerdicts(stage: Stage, socket: RawSocket, { runs, bans }: State): string | undefined {
  if (runs === undefined) return undefined;
  const counts = stage.counts();
  for (const { src, dport } of PROBES)
    socket.send(packet().ipv4({ src, dst: "192.0.2.1" }).udp({ sport: 7, dport }));
  const after = stage.counts();
  const isBanned = bans.has(PROBES.at(-1)!.src);
  const verdicts: Readonly<Record<string, bigint>> = {
    ...VERDICTS[runs],
    ...(isBanned ? {} : { banned: 0n, policy: VERDICTS[runs].policy + 1n }),
  };
  const wrong = Object.entries(after).filter(([name, count]) => count - counts[name]! !== verdicts[name]);
  if (wrong.length === 0) return undefined;
  return `rules of ${runs} counted ${wrong.map(([name, count]) => `${count - counts[name]!} (${name})`).join(", ")} of the probes`;
}

/** What a killed command has left behind: the lock, something pinned, or a process. */
export async function leftovers(
  stage: Stage,
  pinned: readonly string[],
  { watchMs }: Victim,
): Promise<readonly string[]> {
  const end = performance.now() + watchMs + SLACK_MS;
  while (processesOf(stage).length > 0 && performance.now() < end) await sleep(20);
  const processes = processesOf(stage).map((one) => `a process stays: ${one}`);
  const now = pinnedNow().filter((name) => !pinned.includes(name));
  return [...processes, ...now.map((name) => `/sys/fs/bpf/${name} stays`), ...lockLeft(stage)];
}

/** So long a process may take to end. */
const SLACK_MS = 20_000;

/** What is in the file system of BPF. */
export const pinnedNow = (): readonly string[] => readdirSync("/sys/fs/bpf");

function lockLeft({ sandbox }: Stage): readonly string[] {
  try {
    lockNetns(sandbox.right.netns, 0).release();
    return [];
  } catch (error) {
    return [`the lock stays: ${(error as Error).message}`];
  }
}

/** Command lines of xdpgen's processes that work on the receiver's namespace, a watchdog among them. */
function processesOf({ sandbox }: Stage): readonly string[] {
  const { netns } = sandbox.right;
  const inode = String(netnsInode({ netns }));
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      const isOurs = words.includes(netns) || words[words.indexOf(WATCHDOG_WORD) + 1] === inode;
      return isOurs && Number(pid) !== process.pid ? [`${pid} ${words.join(" ")}`] : [];
    } catch {
      return []; // no process, or it has ended
    }
  });
}
