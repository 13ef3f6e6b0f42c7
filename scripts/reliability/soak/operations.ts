import { writeFileSync } from "node:fs";
import path from "node:path";
import type { RulesetName, Stage } from "../stage.js";

/** A command of the round, and what the interface runs some time afterwards. */
export interface Operation {
  readonly args: readonly string[];
  /** Milliseconds until something else has happened by itself. */
  readonly wait?: number;
  readonly runs: RulesetName;
}

/** An interface beside the one that is watched, to attach and detach. */
export const SPARE = "spare0";

/** One round of mixed operations; it begins and ends with "old". */
export function roundOf({ directory, there, sandbox }: Stage): readonly Operation[] {
  const { ifname } = sandbox.right;
  const list = path.join(directory, "list.txt");
  writeFileSync(list, Array.from({ length: 5000 }, (_, i) => `10.1.${i >> 8}.${i & 255}\n`).join(""));
  const object = (name: RulesetName) => path.join(directory, name, "xdp.o");
  const old = (...args: string[]): Operation => ({ args: [...args, ...there, "--json"], runs: "old" });
  const fresh = (...args: string[]): Operation => ({ ...old(...args), runs: "new" });
  return [
    old("set", "add", ifname, "bans", "198.51.100.1", "10.9.0.0/16"),
    old("set", "replace", ifname, "bans", "--file", list),
    old("attach", SPARE, object("old"), "--persist"),
    fresh("attach", ifname, object("new"), "--persist"),
    fresh("set", "del", ifname, "bans", "10.1.0.1"),
    fresh("stats", ifname),
    old("attach", ifname, object("old"), "--persist"),
    { ...old(), args: ["metrics", ifname, ...there] },
    { ...old("attach", ifname, object("new"), "--confirm", "1s"), wait: 3000 },
    fresh("attach", ifname, object("new"), "--confirm", "60s"),
    fresh("confirm", ifname),
    fresh("status"),
    old("attach", ifname, object("old"), "--persist"),
    old("set", "flush", ifname, "bans"),
    old("set", "list", ifname, "bans"),
    old("detach", SPARE),
  ];
}
