import { LIVE_HEADER, liveLayout, type ManifestSet } from "../manifest/index.js";
import { readMapValue } from "./map-value.js";
import type { OurProgram } from "./our-program.js";

/** How full a live set is. */
export interface SetFill {
  readonly set: ManifestSet;
  /** Elements, those included that have expired and whose place nobody has taken yet. */
  readonly elements: number;
  /** Elements that the packet path had to add and that found no room, since the set was made. */
  readonly refused: number;
}

/**
 * The fill of a program's live sets, in the order of its manifest: two numbers each, whatever its size. A set whose map is not what the
 * manifest says is left out. Fails with XG603 (privilege: CAP_SYS_ADMIN).
 */
export function readSetFills(program: OurProgram): readonly SetFill[] {
  return program.manifest.sets.flatMap((set) => {
    const header = readMapValue(program, set.map, liveLayout(set.type, set.capacity).valueBytes);
    if (header === undefined) return [];
    const active = header.readUInt32LE(LIVE_HEADER.active) & 1;
    return [
      {
        set,
        elements: Number(header.readBigUInt64LE(LIVE_HEADER.count + 8 * active)),
        refused: Number(header.readBigUInt64LE(LIVE_HEADER.refused)),
      },
    ];
  });
}
