import { startRule } from "./rule-builder.js";
import type { Rule } from "./rule.js";

/** Discards the packet. `drop("ssh").tcpDport(22)`: the name is for counters; without one the rule is named after its matches. */
export const drop = (name?: string): Rule<never> => startRule("drop", name);

/** Hands the packet to the kernel's network stack: later rules do not see it. */
export const pass = (name?: string): Rule<never> => startRule("pass", name);

/** Sends the packet back out of the interface it came in through, unchanged. */
export const tx = (name?: string): Rule<never> => startRule("tx", name);

/** Discards the packet and raises the tracepoint xdp:xdp_exception: for what must never happen. */
export const aborted = (name?: string): Rule<never> => startRule("aborted", name);

/**
 * Decides nothing: the rule counts the packets that reach it, and shows them to whoever watches (`xdpgen watch`).
 * `sample("dns queries").udpDport(53)`.
 */
export const sample = (name?: string): Rule<never> => startRule("pass", name, "sample");
