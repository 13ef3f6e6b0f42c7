import { fail } from "../diagnostics/index.js";
import { COUNTER_BYTES, COUNTERS_MAP } from "../manifest/index.js";
import { actionOf, type ActionName } from "../packet/index.js";
import { loadObject, type LoadedProgram, type XdpObject } from "./object.js";
import { createRunner, type RunContext } from "./prog-run.js";
import { mapInfo } from "./sys/bpf.js";
import { native } from "./sys/libbpf.js";

/** A program that is loaded to try frames on, and attached nowhere. */
export interface Trial {
  /**
   * What the program does to a frame, and the slot of the counter that counted it.
   * Fails with a RangeError for a frame that the kernel does not take: see RUN_FRAME_BYTES.
   */
  run(frame: Uint8Array, context?: RunContext): { readonly action: ActionName; readonly slot: number };
  close(): void;
}

/**
 * Loads an object to try frames on.
 * Fails as `loadObject` does, and with XG503 when the program does not count what it decides.
 */
export function openTrial(object: XdpObject): Trial {
  const damaged = (reason: string): never => fail("XG503", { path: object.path, reason });
  const program = loadObject(object, { mappableCounters: true });
  try {
    const counters = mapCounters(program) ?? damaged("it has no counters that could be read");
    const run = createRunner(program.fd);
    return {
      run(frame, context) {
        const { action } = run(frame, context);
        return {
          action: actionOf(action) ?? damaged(`it returned ${action}, which is no action`),
          slot: counters.takeSlot() ?? damaged("it counted nothing"),
        };
      },
      close() {
        counters.unmap();
        program.close();
      },
    };
  } catch (error) {
    program.close();
    throw error;
  }
}

interface MappedCounters {
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
  return {
    takeSlot() {
      const at = recent.findIndex(counted);
      const slot = at < 0 ? anywhere() : recent[at];
      if (slot === undefined) return undefined;
      words.fill(0, slot * COUNTER_WORDS, (slot + 1) * COUNTER_WORDS);
      if (at !== 0) {
        recent.splice(at < 0 ? RECENT - 1 : at, 1);
        recent.unshift(slot);
      }
      return slot;
    },
    unmap: () => void libbpf.munmap(memory, bytes),
  };
}
