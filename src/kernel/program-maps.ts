import { mapInfo, openMap, withFd, type MapInfo } from "./sys/bpf.js";

/** The kernel keeps 15 characters of a map's name: BPF_OBJ_NAME_LEN of linux/bpf.h, less the NUL. */
const NAME_LENGTH = 15;

/** A map as a program has it. */
export interface ProgramMap extends MapInfo {
  readonly id: number;
}

/** What the kernel says of a program's maps, in the order in which the program has them. Needs CAP_SYS_ADMIN. */
export function mapsOfProgram(mapIds: readonly number[]): readonly ProgramMap[] {
  return mapIds.flatMap((id) => {
    const fd = openMap(id);
    return fd === undefined ? [] : [{ id, ...withFd(fd, mapInfo) }];
  });
}

/** The first map that has this name in the object. */
export function mapNamed(maps: readonly ProgramMap[], name: string): ProgramMap | undefined {
  return maps.find((map) => map.name === name.slice(0, NAME_LENGTH));
}
