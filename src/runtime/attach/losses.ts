import { LIVE_HEADER, liveLayout, type ManifestLimiter, type ManifestRule } from "../../manifest/index.js";
import { lookup } from "../../kernel/sys/bpf.js";
import type { Count } from "../counter-slots.js";
import type { Predecessor } from "./predecessor.js";
import type { Succession } from "./succession.js";

/** A live set that ends, and how many elements it has. */
export interface LostSet {
  readonly name: string;
  readonly elements: number;
}

/** A live set that was copied into one of another capacity. */
export interface ResizedSet {
  readonly name: string;
  /** Capacities. */
  readonly from: number;
  readonly to: number;
  /** Elements that were there. */
  readonly elements: number;
}

/** What of a program does not go on in the one that replaces it. */
export interface Losses {
  readonly rules: readonly (Count & { readonly rule: ManifestRule })[];
  readonly sets: readonly LostSet[];
  readonly limiters: readonly ManifestLimiter[];
  readonly resized: readonly ResizedSet[];
}

/** Nothing. */
export const NO_LOSSES: Losses = { rules: [], sets: [], limiters: [], resized: [] };

/** Whether there is something to say. */
export const isLossless = ({ rules, sets, limiters, resized }: Losses): boolean =>
  rules.length + sets.length + limiters.length + resized.length === 0;

/** What ends, with the counts as they are now. */
export function lossesOf(
  predecessor: Predecessor,
  { goneRules, goneSets, resizedSets, resetLimiters }: Succession,
): Losses {
  const elements = (set: (typeof goneSets)[number]): number => {
    const fd = predecessor.setMap(set);
    if (fd === undefined) return 0;
    const header = Buffer.alloc(liveLayout(set.type, set.capacity).valueBytes);
    lookup(fd, 0, header);
    const active = header.readUInt32LE(LIVE_HEADER.active) & 1;
    return Number(header.readBigUInt64LE(LIVE_HEADER.count + 8 * active));
  };
  return {
    rules: goneRules.map((rule) => ({ rule, ...predecessor.counters.read(rule.slot!) })),
    sets: goneSets.map((set) => ({ name: set.name, elements: elements(set) })),
    limiters: resetLimiters,
    resized: resizedSets.map(({ from, to }) => ({
      name: to.name,
      from: from.capacity,
      to: to.capacity,
      elements: elements(from),
    })),
  };
}
