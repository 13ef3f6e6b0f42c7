import type { ManifestSet } from "../../manifest/index.js";
import { mapInfo, mapMemory } from "../sys/bpf.js";
import { liveMemory } from "./memory.js";
import { liveShape } from "./shape.js";
import { liveTable, type LiveTable } from "./table.js";

export type { LiveEntry, LiveTable } from "./table.js";

/**
 * Opens the live set whose map is behind `fd`, which may be closed afterwards. Undefined when the map is not of the form that the manifest
 * speaks of: it may be anybody's.
 */
export function openLiveTable(
  fd: number,
  set: Pick<ManifestSet, "type" | "capacity">,
): LiveTable | undefined {
  const shape = liveShape(set);
  const { type, keyBytes, valueBytes, maxEntries } = mapInfo(fd);
  const isOurs =
    type === MAP_TYPE_ARRAY &&
    keyBytes === 4 &&
    valueBytes === shape.valueBytes &&
    maxEntries === shape.values;
  if (!isOurs) return undefined;
  const mapped = mapMemory(fd, shape.valueBytes * shape.values);
  return liveTable(liveMemory(mapped.memory, shape), () => mapped.unmap());
}

/** enum bpf_map_type of linux/bpf.h. */
const MAP_TYPE_ARRAY = 2;
