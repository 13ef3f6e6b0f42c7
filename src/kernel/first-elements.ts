import { elementsSection, type ManifestSet } from "../manifest/index.js";
import { createLiveRecords, RECORD_LANES, type LiveRecords } from "../packet/index.js";
import { readElf } from "../util/elf.js";
import type { XdpObject } from "./object.js";

/** A set's first elements; none when the set begins empty. Nothing of them is checked: the object may be anybody's. */
export function firstElements(
  { bytes }: Pick<XdpObject, "bytes">,
  set: Pick<ManifestSet, "map">,
): LiveRecords {
  const elf = readElf(bytes);
  const section = elf.kind === "sections" ? elf.sections.get(elementsSection(set.map)) : undefined;
  if (section === undefined) return createLiveRecords(0);
  // A copy, as a section may begin anywhere; of what is cut off in the middle of an element the rest counts.
  const length = Math.floor(section.length / (4 * RECORD_LANES));
  return { lanes: new Uint32Array(Uint8Array.from(section).buffer, 0, length * RECORD_LANES), length };
}
