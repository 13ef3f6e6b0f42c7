import type { Presence } from "../../presence.js";
import { presenceOf } from "../presence.js";
import type { Box } from "./box.js";

/** Rules that hold only for frames with some presence bits. */
export interface Family {
  readonly guard: readonly Presence[];
  readonly boxes: readonly Box[];
}

/** A frame has at most one of them. */
const FAMILIES = ["ipv4", "ipv6"] as const;

/** Takes rules apart by address family, so that no frame is looked up in the tables of the other. */
export function byFamily(boxes: readonly Box[]): readonly Family[] {
  const families = new Map<Presence | undefined, Box[]>();
  for (const box of boxes) {
    const family = familyOf(box);
    const some = families.get(family);
    if (some === undefined) families.set(family, [box]);
    else some.push(box);
  }
  return [...families].map(([family, some]) => ({
    guard: family === undefined ? [] : [family],
    boxes: some,
  }));
}

function familyOf({ presence, fields }: Box): Presence | undefined {
  const asked = new Set([...presence, ...[...fields.keys()].map(presenceOf)]);
  return FAMILIES.find((family) => asked.has(family));
}
