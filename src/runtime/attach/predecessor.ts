import type { Occupant } from "../../kernel/occupant.js";
import { mapNamed, mapsOfProgram, type ProgramMap } from "../../kernel/program-maps.js";
import { openMap } from "../../kernel/sys/bpf.js";
import { native } from "../../kernel/sys/libbpf.js";
import {
  CARRIED_MAP,
  COUNTERS_MAP,
  liveLayout,
  type Manifest,
  type ManifestSet,
} from "../../manifest/index.js";
import { openSlots, type CounterSlots } from "../counter-slots.js";
import { hasCounters } from "../counters.js";

/** The program of ours that is to be replaced, with what can go on in the next one. Its maps stay as long as this is open. */
export interface Predecessor {
  readonly programId: number;
  readonly manifest: Manifest;
  readonly counters: CounterSlots;
  /** The counters map: its descriptor and its id. */
  readonly countersFd: number;
  readonly countersId: number;
  /** A descriptor of one of its maps, by the name it has in the object; undefined when it is not there. */
  map(name: string): number | undefined;
  /** The same of a live set, when it has the form that the manifest says: it could be anybody's. */
  setMap(set: ManifestSet): number | undefined;
  close(): void;
}

/** Opens it; undefined when its counters are not those that its manifest speaks of. */
export function openPredecessor({ info, programId }: Occupant, manifest: Manifest): Predecessor | undefined {
  const maps = mapsOfProgram(info.mapIds);
  const open = new Map<string, { fd: number; map: ProgramMap }>();
  const named = (name: string) => {
    const map = mapNamed(maps, name);
    const fd = open.get(name)?.fd ?? (map === undefined ? undefined : openMap(map.id));
    if (map === undefined || fd === undefined) return undefined;
    open.set(name, { fd, map });
    return { fd, map };
  };
  const closeAll = () => open.forEach(({ fd }) => native().close(fd));
  const own = named(COUNTERS_MAP);
  if (own === undefined || !hasCounters(own.fd, manifest)) {
    closeAll();
    return undefined;
  }
  const counters = openSlots({ own: own.fd, carried: named(CARRIED_MAP)?.fd }, info.mapIds);
  return {
    programId,
    manifest,
    counters,
    countersFd: own.fd,
    countersId: own.map.id,
    map: (name) => named(name)?.fd,
    setMap(set) {
      const found = named(set.map);
      const { valueBytes, values } = liveLayout(set.type, set.capacity);
      return found?.map.valueBytes === valueBytes && found.map.maxEntries === values ? found.fd : undefined;
    },
    close() {
      counters.close();
      closeAll();
    },
  };
}
