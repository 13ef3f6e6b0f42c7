import { writeFileSync } from "node:fs";
import path from "node:path";
import { PORTS, type RulesetName, type Stage } from "../stage.js";

/** A state that an interface and its live set may be in. */
export interface State {
  /** What it runs; undefined for nothing. */
  readonly runs: RulesetName | undefined;
  readonly bans: ReadonlySet<string>;
}

/** A command that is killed while it is at work. */
export interface Victim {
  readonly name: string;
  readonly args: readonly string[];
  readonly before: State;
  readonly after: State;
  /** Elements are added one by one: some of them may be there already. */
  readonly isBitByBit: boolean;
  /** It leaves a process behind that goes back to `before`, for so many milliseconds. */
  readonly watchMs: number;
}

/** How many elements are added, and how many are there and come instead. */
const ADDED = 500;
const LISTED = 10_000;

const CONFIRM_SECONDS = 2;

/** The address from which probes come that the live set decides on: it is there before each `set` command, and after it. */
export const BANNED = "198.51.100.1";

const addresses = (net: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `10.${net}.${i >> 8}.${i & 255}`);

/** All victims, with their lists of elements in files. */
export function victimsOf({ directory, there, sandbox }: Stage): readonly Victim[] {
  const { ifname } = sandbox.right;
  const [listed, instead, added] = [addresses(1, LISTED), addresses(2, LISTED), addresses(3, ADDED)].map(
    (list) => [BANNED, ...list],
  ) as [string[], string[], string[]];
  const file = (name: string, list: readonly string[]): string => {
    const where = path.join(directory, name);
    writeFileSync(where, `${list.join("\n")}\n`);
    return where;
  };
  const attach = (name: RulesetName, ...more: string[]) =>
    ["attach", ifname, path.join(directory, name, "xdp.o"), ...more, ...there, "--json"] as const;
  const set = (operation: string, list: string) =>
    ["set", operation, ifname, "bans", "--file", list, ...there, "--json"] as const;
  const state = (runs: RulesetName | undefined, bans: readonly string[] = []): State => ({
    runs,
    bans: new Set(bans),
  });
  const plain = { isBitByBit: false, watchMs: 0 };
  return [
    {
      ...plain,
      name: "attach",
      args: attach("old", "--persist"),
      before: state(undefined),
      after: state("old"),
    },
    {
      ...plain,
      name: "replace",
      args: attach("new", "--persist"),
      before: state("old", listed),
      after: state("new", listed),
    },
    {
      ...plain,
      name: "set add",
      args: set("add", file("added.txt", added)),
      before: state("old", listed),
      after: state("old", [...listed, ...added]),
      isBitByBit: true,
    },
    {
      ...plain,
      name: "set replace",
      args: set("replace", file("instead.txt", instead)),
      before: state("old", listed),
      after: state("old", instead),
    },
    {
      ...plain,
      name: "attach --confirm",
      args: attach("new", "--confirm", `${CONFIRM_SECONDS}s`),
      before: state("old", listed),
      after: state("new", listed),
      watchMs: CONFIRM_SECONDS * 1000,
    },
  ];
}

/** What each ruleset's rules count of one probe of each kind, by the rules' names. */
export const VERDICTS = {
  old: { marked: 1n, old: 1n, banned: 1n, policy: 1n },
  new: { marked: 1n, new: 1n, banned: 1n, policy: 1n },
} as const satisfies Record<RulesetName, Readonly<Record<string, bigint>>>;

/** Ports of the probes: both rulesets' and either's flow, and one that no rule names, from the banned address. */
export const PROBES = [
  { src: "192.0.2.7", dport: PORTS.marked },
  { src: "192.0.2.7", dport: PORTS.old },
  { src: "192.0.2.7", dport: PORTS.new },
  { src: BANNED, dport: 4000 },
] as const;
