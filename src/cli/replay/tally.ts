import type { Judgement } from "../../testing/engine.js";

/** Packets and bytes, of frames with their Ethernet headers. */
export interface Count {
  packets: number;
  bytes: number;
}

/** What a replay came to. */
export interface Tally {
  /** By the place of the rule in the ruleset. */
  readonly rules: readonly Count[];
  readonly policy: Count;
  /** All frames that were judged. */
  readonly judged: Count;
  /** Frames that an engine could not be given. */
  notRunnable: number;
  /** Frames of which the capture has only the beginning. */
  cut: number;
  /** Frames on which the engines do not agree, and the first of them. */
  differing: number;
  firstDiffering: number | undefined;
}

/** Nothing counted yet, for a ruleset of `rules` rules. */
export function createTally(rules: number): Tally {
  const count = (): Count => ({ packets: 0, bytes: 0 });
  return {
    rules: Array.from({ length: rules }, count),
    policy: count(),
    judged: count(),
    notRunnable: 0,
    cut: 0,
    differing: 0,
    firstDiffering: undefined,
  };
}

/** Counts a frame of `bytes` bytes for what decided it, and for the rules that only count. */
export function addTo(tally: Tally, { rule, counted = [] }: Judgement, bytes: number): void {
  const decided = rule === null ? tally.policy : tally.rules[rule]!;
  for (const count of [...counted.map((other) => tally.rules[other]!), decided, tally.judged]) {
    count.packets++;
    count.bytes += bytes;
  }
}
