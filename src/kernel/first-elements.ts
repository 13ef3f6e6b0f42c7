import { elementsSection, type ManifestSet } from "../manifest/index.js";
import { readElf } from "../util/elf.js";
import type { XdpObject } from "./object.js";

/** The bytes of a set's first elements, as live-set-layout.ts says; none when the set begins empty. */
export function firstElements(
  { bytes }: Pick<XdpObject, "bytes">,
  set: Pick<ManifestSet, "map">,
): Uint8Array {
  const elf = readElf(bytes);
  const section = elf.kind === "sections" ? elf.sections.get(elementsSection(set.map)) : undefined;
  return section ?? new Uint8Array();
}
