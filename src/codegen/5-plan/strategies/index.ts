import type { StrategyName } from "../../plan.js";
import { compare } from "./compare.js";
import { direct } from "./direct.js";
import { flipPoints } from "./flip-points.js";
import { ipv6FlipPoints } from "./ipv6-flip-points.js";
import { perfectHash } from "./perfect-hash.js";
import { prefixBitmap } from "./prefix-bitmap.js";
import { singleProbe } from "./single-probe.js";
import type { Strategy } from "./strategy.js";
import { trie } from "./trie.js";

/** All ways to look a value up, by name. */
export const STRATEGIES = {
  compare,
  "single-probe": singleProbe,
  "perfect-hash": perfectHash,
  direct,
  trie,
  "flip-points": flipPoints,
  "prefix-bitmap": prefixBitmap,
  "ipv6-flip-points": ipv6FlipPoints,
} satisfies Record<StrategyName, Strategy>;
