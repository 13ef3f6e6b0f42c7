import { orPrivilege } from "../kernel/capabilities.js";
import { mapNamed } from "../kernel/program-maps.js";
import { lookup, openMap, withFd } from "../kernel/sys/bpf.js";
import { CONFIG, CONFIG_SECTION } from "../manifest/index.js";
import type { RunningProgram } from "./program.js";

/** enum bpf_map_type of linux/bpf.h: user space reads its values whole. */
const MAP_TYPE_ARRAY = 2;

/**
 * The first value of a program's array map that has this name and values of so many bytes; undefined when there is none, or it has
 * gone with its program. Fails with XG603 (privilege: CAP_SYS_ADMIN).
 */
export function readMapValue({ maps }: RunningProgram, name: string, bytes: number): Buffer | undefined {
  const map = mapNamed(maps, name);
  // The kernel would write a longer value past our buffer.
  if (map === undefined || map.type !== MAP_TYPE_ARRAY || map.valueBytes !== bytes) return undefined;
  const fd = orPrivilege("looking into a program that is attached", () => openMap(map.id));
  if (fd === undefined) return undefined;
  return withFd(fd, () => {
    const value = Buffer.alloc(bytes);
    lookup(fd, 0, value);
    return value;
  });
}

/** Whether a program counts what it would decide, and lets every packet pass. Fails like `readMapValue`. */
export function monitors(program: RunningProgram): boolean {
  return (readMapValue(program, CONFIG_SECTION, CONFIG.bytes)?.readUInt32LE(CONFIG.monitor) ?? 0) !== 0;
}
