import { firstElements } from "../../kernel/first-elements.js";
import type { LoadedProgram, XdpObject } from "../../kernel/object.js";
import type { Predecessor } from "./predecessor.js";
import { copySet, startSet } from "./set-contents.js";
import type { Succession } from "./succession.js";

/**
 * Puts into the live sets of a program that is not attached yet what they have from the start: of a set of another capacity the
 * predecessor's elements with their deadlines, of a new one those of the rules. Sets whose map is `reused` stay as they are.
 */
export function fillSets(
  program: LoadedProgram,
  object: XdpObject,
  reused: ReadonlyMap<string, number>,
  predecessor: Predecessor | undefined,
  { resizedSets }: Succession,
): void {
  for (const set of program.manifest.sets) {
    const fd = program.maps.get(set.map);
    if (fd === undefined || reused.has(set.map)) continue;
    const old = resizedSets.find(({ to }) => to === set)?.from;
    const from = old === undefined ? undefined : predecessor?.setMap(old);
    if (old !== undefined && from !== undefined) copySet({ fd: from, set: old }, { fd, set });
    else startSet({ fd, set }, firstElements(object, set));
  }
}
