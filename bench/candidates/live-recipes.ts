import type { CandidateName } from "./candidate.js";
import { ipset } from "./ipset.js";
import type { LiveRecipe } from "./live-filter.js";
import { nftHash, nftInterval, nftRules } from "./nftables.js";

/** Candidates that need an interface. */
export const LIVE_RECIPES = {
  "nft-hash": nftHash("ingress"),
  "nft-hash-raw": nftHash("raw"),
  "nft-interval": nftInterval("ingress"),
  "nft-interval-raw": nftInterval("raw"),
  "nft-rules": nftRules,
  ipset,
} as const satisfies Partial<Record<CandidateName, LiveRecipe>>;

export type LiveCandidateName = keyof typeof LIVE_RECIPES;
export const LIVE_CANDIDATES = Object.keys(LIVE_RECIPES) as readonly LiveCandidateName[];
