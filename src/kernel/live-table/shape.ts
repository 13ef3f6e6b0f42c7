import { liveLayout, type LiveLayout, type ManifestSet } from "../../manifest/index.js";
import { hasPrefixes, liveBits, type LiveSetType } from "../../packet/index.js";

/** A set's measures and what its elements are. */
export interface LiveShape extends LiveLayout {
  readonly type: LiveSetType;
  readonly capacity: number;
  /** Bits of an element. */
  readonly bits: number;
  readonly prefixes: boolean;
}

/** The shape of a set. */
export function liveShape({ type, capacity }: Pick<ManifestSet, "type" | "capacity">): LiveShape {
  return {
    ...liveLayout(type, capacity),
    type,
    capacity,
    bits: liveBits(type),
    prefixes: hasPrefixes(type),
  };
}
