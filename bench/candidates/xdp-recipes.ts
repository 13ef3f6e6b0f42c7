import { bpfHash, lpmTrie } from "./bpf-maps.js";
import type { CandidateName, XdpRecipe } from "./candidate.js";
import { floorEmpty, floorParse } from "./floors.js";
import { xdpFilter } from "./xdp-filter.js";
import { xdpgenLive } from "./xdpgen-live.js";
import { xdpgen } from "./xdpgen.js";

/** Candidates that are XDP programs: they run in both modes. */
export const XDP_RECIPES = {
  "floor-empty": floorEmpty,
  "floor-parse": floorParse,
  xdpgen,
  "xdpgen-live": xdpgenLive,
  "bpf-hash": bpfHash,
  "lpm-trie": lpmTrie,
  "xdp-filter": xdpFilter,
} as const satisfies Partial<Record<CandidateName, XdpRecipe>>;

export type XdpCandidateName = keyof typeof XDP_RECIPES;
export const XDP_CANDIDATES = Object.keys(XDP_RECIPES) as readonly XdpCandidateName[];
