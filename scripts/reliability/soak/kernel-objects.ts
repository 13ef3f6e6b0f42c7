import koffi from "koffi";
import { mapInfo, openMap, openProgram, programInfo, withFd } from "../../../src/kernel/sys/bpf.js";

type NextId = (from: number, next: Buffer) => number;
const libbpf = koffi.load("libbpf.so.1");
const nextProgram = libbpf.func("int bpf_prog_get_next_id(uint32_t from, void *next)") as NextId;
const nextMap = libbpf.func("int bpf_map_get_next_id(uint32_t from, void *next)") as NextId;

/** How many programs and maps the kernel has. */
export interface KernelObjects {
  readonly programs: number;
  readonly maps: number;
  /** Programs with one of the tags, and maps with so many entries, which nobody else has. */
  readonly ownPrograms: number;
  readonly ownMaps: number;
}

/** Counts them. `tags` are of programs, as bpf_prog_info has them, and `mapEntries` is the number of entries of a live set's map. */
export function countObjects(tags: ReadonlySet<string>, mapEntries: number): KernelObjects {
  const programs = ids(nextProgram);
  const maps = ids(nextMap);
  return {
    programs: programs.length,
    maps: maps.length,
    ownPrograms: programs.filter((id) => {
      const fd = openProgram(id);
      return fd !== undefined && withFd(fd, (open) => tags.has(programInfo(open).tag));
    }).length,
    ownMaps: maps.filter((id) => {
      const fd = openMap(id);
      return fd !== undefined && withFd(fd, (open) => mapInfo(open).maxEntries === mapEntries);
    }).length,
  };
}

function ids(next: NextId): readonly number[] {
  const all: number[] = [];
  const place = Buffer.alloc(4);
  for (let id = 0; next(id, place) === 0;) {
    id = place.readUInt32LE(0);
    all.push(id);
  }
  return all;
}
