import type { Sandbox } from "../../test/support/namespaces.js";
import { ANY_PORT, type AclPrefix, type AclRule, type PortRange } from "../acl.js";
import { formatIpv4, type Ipv4List } from "../ipv4-lists.js";
import type { Task } from "../subject.js";
import { inReceiver } from "./commands.js";
import type { LiveFilter, LiveRecipe } from "./live-filter.js";

/** Where nftables looks at packets: as early as it can, or before connection tracking. */
type Hook = "ingress" | "raw";

interface HookRow {
  readonly family: string;
  readonly chain: (ifname: string) => string;
}

const HOOKS: Record<Hook, HookRow> = {
  ingress: {
    family: "netdev",
    chain: (ifname) => `type filter hook ingress device "${ifname}" priority 0; policy accept;`,
  },
  raw: { family: "ip", chain: () => "type filter hook prerouting priority raw; policy accept;" },
};

/** A named set of addresses, which nftables keeps in a hash table. */
export const nftHash = (hook: Hook): LiveRecipe => ({
  takes: (task) => task.kind === "ipv4" && task.exact,
  open: (task, sandbox) => openSet(task, sandbox, hook, "hash", ""),
});

/** A named set of intervals, which nftables keeps in a tree. Prefixes inside others are merged. */
export const nftInterval = (hook: Hook): LiveRecipe => ({
  takes: (task) => task.kind === "ipv4",
  open: (task, sandbox) => openSet(task, sandbox, hook, "interval", "flags interval; auto-merge;"),
});

/** From some thousands of rules on, a packet takes a hundredth of a millisecond. */
const MOST_RULES = 1000;

/** Rules that are tried one after the other. */
export const nftRules: LiveRecipe = {
  takes: (task) => task.kind === "rules" && task.rules.length <= MOST_RULES,
  open: (task, sandbox) =>
    filter(sandbox, "ingress", "rules", "", task.kind === "rules" ? task.rules.map(ruleText) : []),
};

function openSet(task: Task, sandbox: Sandbox, hook: Hook, table: string, flags: string): LiveFilter {
  const elements = task.kind === "ipv4" ? elementsOf(task.list) : "";
  const set = `set sources { type ipv4_addr; ${flags} elements = { ${elements} }\n }`;
  return filter(sandbox, hook, table, set, [`ip saddr @sources ${DROP}`]);
}

function elementsOf({ starts, lengths }: Ipv4List): string {
  return [...starts]
    .map((start, i) => (lengths[i] === 32 ? formatIpv4(start) : `${formatIpv4(start)}/${lengths[i]}`))
    .join(",\n");
}

/** Counts what the rules of a table drop. */
const COUNTER = "dropped";
const DROP = `counter name ${COUNTER} drop`;

/**
 * The sets stay loaded; the chain is made and removed, which is what switches it on and off. The counter is read by resetting it:
 * to list anything, nft fetches and sorts all elements of all sets, for a minute when they are a million intervals.
 */
function filter(
  sandbox: Sandbox,
  hook: Hook,
  name: string,
  sets: string,
  rules: readonly string[],
): LiveFilter {
  const { family, chain } = HOOKS[hook];
  const table = `${family} bench_${name}`;
  const nft = (text: string): unknown => inReceiver(sandbox, text, "nft", "-f", "-");
  const takeCount = (): number => {
    const reset = inReceiver(sandbox, "", "nft", "-j", "reset", "counter", ...table.split(" "), COUNTER);
    return (JSON.parse(reset) as Reset).nftables.find(({ counter }) => counter !== undefined)!.counter!
      .packets;
  };
  nft(`table ${table} {\ncounter ${COUNTER} {\n}\n${sets}\n}\n`);
  const on = `table ${table} {\nchain filter {\n${chain(sandbox.right.ifname)}\n${rules.join("\n")}\n}\n}\n`;
  return {
    on() {
      takeCount();
      nft(on);
    },
    dropped: takeCount,
    off: () => void nft(`delete chain ${table} filter\n`),
    close: () => void nft(`delete table ${table}\n`),
  };
}

/** What is used of `nft -j reset counter`. */
interface Reset {
  readonly nftables: readonly { readonly counter?: { readonly packets: number } }[];
}

const PROTOCOLS = { 1: "icmp", 6: "tcp", 17: "udp" } as const;

function ruleText({ src, dst, protocol, sport, dport, action }: AclRule): string {
  const prefix = (name: string, { start, length }: AclPrefix): string[] =>
    length === 0 ? [] : [`ip ${name} ${formatIpv4(start)}/${length}`];
  const matches = [...prefix("saddr", src), ...prefix("daddr", dst)];
  if (protocol !== 0) {
    const name = PROTOCOLS[protocol];
    const ports = [...portText(`${name} sport`, sport), ...portText(`${name} dport`, dport)];
    matches.push(...(ports.length === 0 ? [`ip protocol ${name}`] : ports));
  }
  return `${matches.join(" ")} ${action === "drop" ? DROP : "counter accept"}`;
}

function portText(name: string, [first, last]: PortRange): string[] {
  if (first === ANY_PORT[0] && last === ANY_PORT[1]) return [];
  return [`${name} ${first === last ? first : `${first}-${last}`}`];
}
