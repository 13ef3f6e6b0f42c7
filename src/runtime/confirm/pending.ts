import { readdirSync, readFileSync, statSync } from "node:fs";
import { withNetns } from "../../kernel/netns.js";
import { queryAttachment } from "../../kernel/attachment.js";
import type { Interface } from "../../kernel/interface.js";
import type { Where } from "../program.js";

/** What a watchdog is told on its command line, which is also how it is found: nothing else says that a confirmation is pending. */
export interface Watch {
  /** The inode of the network namespace. */
  readonly netns: number;
  readonly ifindex: number;
  /** The id of the program that is to be confirmed, and of the one to go back to; 0: to none. */
  readonly programId: number;
  readonly before: number;
  /** When it goes back, in milliseconds since 1970. */
  readonly until: number;
}

/** A confirmation that is waited for. */
export interface Pending extends Watch {
  readonly pid: number;
}

/** The word before its numbers on a watchdog's command line. */
export const WATCHDOG_WORD = "xdpgen-confirm";

const NUMBERS = [
  "netns",
  "ifindex",
  "programId",
  "before",
  "until",
] as const satisfies readonly (keyof Watch)[];

/** A watch as arguments of a command line. */
export const watchArguments = (watch: Watch): readonly string[] => [
  WATCHDOG_WORD,
  ...NUMBERS.map((name) => String(watch[name])),
];

/** Reads them back; undefined for any other command line. */
export function watchOf(words: readonly string[]): Watch | undefined {
  const at = words.indexOf(WATCHDOG_WORD);
  const numbers = words.slice(at + 1, at + 1 + NUMBERS.length).map(Number);
  if (at < 0 || numbers.length < NUMBERS.length || numbers.some((n) => !Number.isSafeInteger(n)))
    return undefined;
  return Object.fromEntries(NUMBERS.map((name, i) => [name, numbers[i]])) as unknown as Watch;
}

/** The inode of a network namespace. Fails with XG603 and XG609. */
export const netnsInode = ({ netns }: Where): number =>
  withNetns(netns, () => statSync("/proc/self/ns/net").ino);

/** The watchdog that waits for a confirmation of what the interface runs at the moment; undefined when none does. Fails with XG603, XG609. */
export function findPending(on: Interface, where: Where): Pending | undefined {
  const running = withNetns(where.netns, () => queryAttachment(on.ifindex));
  if (running === undefined || running === "gone") return undefined;
  const netns = netnsInode(where);
  return watchdogs().find(
    (watch) => watch.netns === netns && watch.ifindex === on.ifindex && watch.programId === running.programId,
  );
}

/** Whether a watchdog is still there. */
export const isWatching = (pid: number): boolean => watchdogs().some((watch) => watch.pid === pid);

/** Every watchdog, of root or of our own user: anybody can call a process what he likes. */
function watchdogs(): readonly Pending[] {
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const watch = watchOf(readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0"));
      if (watch === undefined || ![0, process.geteuid?.()].includes(statSync(`/proc/${pid}`).uid)) return [];
      return [{ ...watch, pid }];
    } catch {
      return []; // it has ended
    }
  });
}
