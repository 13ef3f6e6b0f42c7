import type { Trace } from "../src/bench/trace.js";
import type { AclRule } from "./acl.js";
import type { Ipv4List } from "./ipv4-lists.js";
import type { Ipv6List } from "./ipv6-lists.js";

/** What candidates are made to do: drop packets from the sources of a list, or what a list of rules says. */
export type Task =
  | { readonly kind: "ipv4"; readonly exact: boolean; readonly list: Ipv4List }
  | { readonly kind: "ipv6"; readonly list: Ipv6List }
  | { readonly kind: "rules"; readonly rules: readonly AclRule[] };

/** Packets, and what should become of each. */
export interface Traffic {
  /** The name of the case that it makes with its subject: `ipv4-exact-1000-hit`. */
  readonly name: string;
  readonly trace: Trace;
  /** Whether the packet with this index has to be dropped; it passes otherwise. */
  readonly drops: (index: number) => boolean;
}

/** One task with the traffic to try it on. */
export interface Subject {
  /** `ipv4-exact-1000`. */
  readonly name: string;
  readonly task: Task;
  readonly traffic: readonly Traffic[];
  /** For the pair of interfaces: packets to be dropped. What passes would go on to the network stack, which takes longer than any filter. */
  readonly live: Traffic;
}

/** How many entries a task's list has. */
export function sizeOf(task: Task): number {
  const count: { [K in Task["kind"]]: (task: Extract<Task, { kind: K }>) => number } = {
    ipv4: ({ list }) => list.starts.length,
    ipv6: ({ list }) => list.length,
    rules: ({ rules }) => rules.length,
  };
  return (count[task.kind] as (task: Task) => number)(task);
}
