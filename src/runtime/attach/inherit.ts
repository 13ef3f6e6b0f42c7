import { writeCarried } from "../../kernel/carried.js";
import { waitForGracePeriod } from "../../kernel/grace-period.js";
import type { LoadedProgram } from "../../kernel/object.js";
import { bindMap, mapInfo } from "../../kernel/sys/bpf.js";
import { CARRIED_MAP } from "../../manifest/index.js";
import { NO_COUNT } from "../counter-slots.js";
import type { Predecessor } from "./predecessor.js";
import type { Succession } from "./succession.js";

/** The maps of a predecessor that the next program is to use as they are, by their names in the next one's object. */
export function mapsToReuse(
  predecessor: Predecessor,
  { keptSets, keptLimiters }: Succession,
): ReadonlyMap<string, number> {
  const sets = keptSets.map(({ from, to }) => [to.map, predecessor.setMap(from)] as const);
  const limiters = keptLimiters.map(({ from, to }) => [to.map, predecessor.map(from.map)] as const);
  return new Map([...sets, ...limiters].filter((entry): entry is [string, number] => entry[1] !== undefined));
}

/**
 * Lets a program that is loaded and not attached yet count on from its predecessor. What that counts meanwhile stays in its own map, which
 * the new program holds from now on and whose slots it names: so no packet is lost or counted twice, whenever the one takes the place of
 * the other, and whoever is killed before or after. False when the program has no place for it.
 */
export function countOn(program: LoadedProgram, predecessor: Predecessor, { slots }: Succession): boolean {
  const carried = program.maps.get(CARRIED_MAP);
  if (carried === undefined) return false;
  // The program before the predecessor may have been replaced only just now.
  waitForGracePeriod();
  const counts = Array.from({ length: mapInfo(carried).maxEntries - 1 }, (_, slot) => {
    const from = slots.get(slot);
    return { ...(from === undefined ? NO_COUNT : predecessor.counters.readBefore(from)), from };
  });
  writeCarried(carried, { counts, predecessor: predecessor.countersId });
  bindMap(program.fd, carried);
  bindMap(program.fd, predecessor.countersFd);
  return true;
}
