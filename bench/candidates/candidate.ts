import type { Task } from "../subject.js";

/** What is measured against each other, in the order of the tables. */
export const CANDIDATES = [
  "floor-empty",
  "floor-parse",
  "xdpgen",
  "xdpgen-live",
  "bpf-hash",
  "lpm-trie",
  "xdp-filter",
  "nft-hash",
  "nft-hash-raw",
  "nft-interval",
  "nft-interval-raw",
  "nft-rules",
  "ipset",
] as const;
export type CandidateName = (typeof CANDIDATES)[number];

/** A program in the kernel that does a task. */
export interface XdpCandidate {
  readonly fd: number;
  readonly close: () => void;
}

/** How to make a candidate that is an XDP program. */
export interface XdpRecipe {
  /** Whether it drops every packet, whatever the task is. */
  readonly isFloor: boolean;
  takes(task: Task): boolean;
  open(task: Task): XdpCandidate;
}
