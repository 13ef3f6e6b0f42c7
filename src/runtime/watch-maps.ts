import { fail } from "../diagnostics/index.js";
import { orPrivilege } from "../kernel/capabilities.js";
import { mapNamed } from "../kernel/program-maps.js";
import { openRing, type RingReader } from "../kernel/ring-buffer.js";
import { mapInfo, mapMemory, openMap, withFd, type MappedMap } from "../kernel/sys/bpf.js";
import { EVENTS_MAP, WATCH, WATCH_SECTION } from "../manifest/index.js";
import type { RunningProgram } from "./program.js";

/** What a program has for whoever watches it, in the memory of this process. */
export interface WatchMaps {
  /** struct watch of watch.h. */
  readonly state: MappedMap;
  readonly ring: RingReader;
}

/**
 * Opens them; the program may be replaced meanwhile and they stay. Fails with XG603 (privilege: CAP_SYS_ADMIN), XG608 (it has gone)
 * and XG642 (it has nothing for those who watch).
 */
export function openWatchMaps({ maps, id, interface: on }: RunningProgram): WatchMaps {
  const open = <T>(name: string, as: (fd: number) => T | undefined): T | undefined => {
    const map = mapNamed(maps, name);
    if (map === undefined) return undefined;
    const fd = orPrivilege("looking into a program that is attached", () => openMap(map.id));
    return fd === undefined ? fail("XG608", { ifname: on.name }) : withFd(fd, as);
  };
  const state = open(WATCH_SECTION, mapState);
  const ring = open(EVENTS_MAP, openRing);
  if (state !== undefined && ring !== undefined) return { state, ring };
  state?.unmap();
  ring?.close();
  return fail("XG642", { ifname: on.name, id });
}

/** The map may be anybody's: it must have the room that is mapped. */
function mapState(fd: number): MappedMap | undefined {
  const { valueBytes, maxEntries } = mapInfo(fd);
  return valueBytes === WATCH.bytes && maxEntries === 1 ? mapMemory(fd, WATCH.bytes) : undefined;
}
