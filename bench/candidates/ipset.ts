import { formatIpv4 } from "../ipv4-lists.js";
import { inReceiver } from "./commands.js";
import type { LiveRecipe } from "./live-filter.js";

const MATCH = ["-m", "set", "--match-set", "list", "src", "-j", "DROP"];
const RULE = ["PREROUTING", ...MATCH];

/** A set of ipset, asked by iptables before connection tracking: `hash:ip` for addresses, `hash:net` for prefixes. */
export const ipset: LiveRecipe = {
  takes: (task) => task.kind === "ipv4",
  open(task, sandbox) {
    const run = (command: string, ...args: string[]) => inReceiver(sandbox, "", command, ...args);
    if (task.kind === "ipv4") {
      const { list, exact } = task;
      const create = `create list hash:${exact ? "ip" : "net"} family inet maxelem ${list.starts.length}`;
      const adds = [...list.starts].map(
        (start, i) => `add list ${formatIpv4(start)}${exact ? "" : `/${list.lengths[i]}`}`,
      );
      inReceiver(sandbox, [create, ...adds, ""].join("\n"), "ipset", "restore");
    }
    return {
      on: () => void run("iptables", "-t", "raw", "-A", ...RULE),
      dropped() {
        const rules = run("iptables", "-t", "raw", "-nvxL", "PREROUTING").trim().split("\n").slice(2);
        return rules.reduce((sum, rule) => sum + Number(rule.trim().split(/\s+/)[0]), 0);
      },
      off: () => void run("iptables", "-t", "raw", "-D", ...RULE),
      close: () => void run("ipset", "destroy", "list"),
    };
  },
};
