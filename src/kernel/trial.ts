import { fail } from "../diagnostics/index.js";
import { COUNTER_BYTES, COUNTERS_MAP } from "../manifest/index.js";
import { actionOf, type ActionName } from "../packet/index.js";
import { firstElements } from "./first-elements.js";
import { openLiveTable } from "./live-table/index.js";
import { loadObject, type LoadedProgram, type XdpObject } from "./object.js";
import { createRunner, type RunContext } from "./prog-run.js";
import { mapMoment, type Moment } from "./trial-moment.js";
import { mapInfo } from "./sys/bpf.js";
import { native } from "./sys/libbpf.js";

/** A program that is loaded to try frames on, and attached nowhere. */
export interface Trial {
  /** File descriptors of its maps, by the names they have in the object. */
  readonly maps: ReadonlyMap<string, number>;
  /**
   * What the program does to a frame. Time and chance are what the context says: they stand still. Live sets have their first elements.
   * Fails with a RangeError for a frame that the kernel does not take: see RUN_FRAME_BYTES.
   */
  run(frame: Uint8Array, context?: RunContext & Moment): Verdict;
  close(): void;
}

/** What a program does to a frame, the slot of the counter that counted it, and slots of rules that counted it and decide nothing. */
export interface Verdict {
  readonly action: ActionName;
  readonly slot: number;
  readonly counted: readonly number[];
}

/**
 * Loads an object to try frames on.
 * Fails as `loadObject` does, and with XG503 when the program does not count what it decides.
 */
export function openTrial(object: XdpObject): Trial {
  const damaged = (reason: string): never => fail("XG503", { path: object.path, reason });
  const program = loadObject(object, { mappableCounters: true, trial: true });
  try {
    fillSets(program, object);
    const moment = mapMoment(program.maps);
    const counters = mapCounters(program) ?? damaged("it has no counters that could be read");
    const run = createRunner(program.fd);
    const statements = object.manifest.rules.flatMap(({ statement, slot }) =>
      statement === null || slot === null ? [] : [slot],
    );
    return {
      maps: program.maps,
      run(frame, context = {}) {
        moment?.tell(context);
        const { action } = run(frame, isPlaced(context) ? context : undefined);
        return {
          action: actionOf(action) ?? damaged(`it returned ${action}, which is no action`),
          counted: statements.filter((slot) => counters.take(slot)),
          slot: counters.takeSlot() ?? damaged("it counted nothing"),
        };
      },
      close() {
        moment?.unmap();
        counters.unmap();
        program.close();
      },
    };
  } catch (error) {
    program.close();
    throw error;
  }
}

/** Live sets begin with what the rules put into them, for ever. */
function fillSets({ maps, manifest }: LoadedProgram, object: XdpObject): void {
  for (const set of manifest.sets) {
    const fd = maps.get(set.map);
    const elements = firstElements(object, set);
    if (fd === undefined || elements.length === 0) continue;
    const table = openLiveTable(fd, set);
    table?.replace(elements, undefined);
    table?.close();
  }
}

/** Without a place the kernel shows the program the loopback interface of this namespace. */
const isPlaced = ({ ingressIfindex, rxQueue }: RunContext): boolean =>
  ingressIfindex !== undefined || rxQueue !== undefined;

interface MappedCounters {
  /** Whether this slot has counted since the last call; it is set back to 0. */
  take(slot: number): boolean;
  /** The slot that has counted since the last call; it is set back to 0. */
  takeSlot(): number | undefined;
  unmap(): void;
}

const COUNTER_WORDS = COUNTER_BYTES / 4;

/** PROT_READ | PROT_WRITE and MAP_SHARED of mmap(2). */
const PROTECTION = 0x3;
const SHARED = 0x1;

/** How many slots are looked at before all of them are: traffic comes in runs. */
const RECENT = 8;

function mapCounters({ maps }: LoadedProgram): MappedCounters | undefined {
  const libbpf = native();
  const fd = maps.get(COUNTERS_MAP);
  if (fd === undefined) return undefined;
  const { valueBytes, maxEntries } = mapInfo(fd);
  if (valueBytes !== COUNTER_BYTES) return undefined;
  const bytes = maxEntries * COUNTER_BYTES;
  const memory = libbpf.mmap(null, bytes, PROTECTION, SHARED, fd, 0);
  if (libbpf.isMapFailed(memory)) return undefined;

  const words = new Uint32Array(libbpf.view(memory, bytes));
  const recent: number[] = [];
  const counted = (slot: number) => words[slot * COUNTER_WORDS] !== 0;
  const anywhere = () => {
    for (let slot = 0; slot < maxEntries; slot++) if (counted(slot)) return slot;
    return undefined;
  };
  const take = (slot: number): boolean => {
    if (!counted(slot)) return false;
    words.fill(0, slot * COUNTER_WORDS, (slot + 1) * COUNTER_WORDS);
    return true;
  };
  return {
    take,
    takeSlot() {
      const at = recent.findIndex(counted);
      const slot = at < 0 ? anywhere() : recent[at];
      if (slot === undefined) return undefined;
      take(slot);
      if (at !== 0) {
        recent.splice(at < 0 ? RECENT - 1 : at, 1);
        recent.unshift(slot);
      }
      return slot;
    },
    unmap: () => void libbpf.munmap(memory, bytes),
  };
}
