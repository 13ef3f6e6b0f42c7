import type { StrategyName } from "../plan.js";
import { STRATEGIES } from "./strategies/index.js";
import type { Estimate, Strategy } from "./strategies/strategy.js";
import type { ValueMap } from "./value-map.js";

/** A strategy for a map, and what it would cost. */
export interface Candidate {
  readonly name: StrategyName;
  readonly strategy: Strategy;
  readonly estimate: Estimate;
}

/** How candidates are chosen from. */
export interface Preferences {
  /** Comes first where it can do the map at all. */
  readonly prescribed?: StrategyName | undefined;
  /** Nearly every value that is looked up lies in an interval. */
  readonly hits?: boolean | undefined;
}

/** The candidates for a map, the best first; none when no strategy can do it. */
export function candidatesFor(
  map: ValueMap,
  { prescribed, hits = false }: Preferences = {},
): readonly Candidate[] {
  const all = Object.entries(STRATEGIES) as [StrategyName, Strategy][];
  const rank = ({ name, estimate }: Candidate) =>
    name === prescribed ? -Infinity : hits ? estimate.hit : costOf(estimate);
  return all
    .flatMap(([name, strategy]) => {
      const estimate = strategy.estimate(map);
      return estimate === undefined ? [] : [{ name, strategy, estimate }];
    })
    .sort((a, b) => rank(a) - rank(b));
}

const MEMORY_PER_NANOSECOND = 4 * 1024 * 1024;

/**
 * What makes one better than another: time, for hits and misses alike, and a little of its memory, for what it takes from
 * the caches is missing elsewhere.
 */
export function costOf({ hit, miss, memory }: Estimate): number {
  return (hit + miss) / 2 + memory / MEMORY_PER_NANOSECOND;
}
