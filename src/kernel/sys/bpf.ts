import { check, SystemError } from "./errno.js";
import { native } from "./libbpf.js";

/** Facts about a program: struct bpf_prog_info (linux/bpf.h). */
export interface ProgramInfo {
  readonly id: number;
  /** SHA-1 of its instructions, cut to 8 bytes, in hexadecimal. */
  readonly tag: string;
  /** The function's name, cut to 15 bytes. */
  readonly name: string;
  /** When it was loaded, in nanoseconds since boot (CLOCK_BOOTTIME). */
  readonly loadedAt: bigint;
  readonly mapIds: readonly number[];
}

/** Facts about a map: struct bpf_map_info (linux/bpf.h). */
export interface MapInfo {
  /** enum bpf_map_type. */
  readonly type: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly maxEntries: number;
  /** Its name, cut to 15 bytes. */
  readonly name: string;
}

/** Facts about a link: struct bpf_link_info (linux/bpf.h). */
export interface LinkInfo {
  readonly id: number;
  /** enum bpf_link_type. */
  readonly type: number;
  readonly programId: number;
  /** For an XDP link the interface that it holds, in the network namespace that the link was made in. */
  readonly xdpIfindex: number;
  /** For a tracing link, an extension of a program among them, the program that it extends; 0 for others. */
  readonly targetProgramId: number;
}

/** Link types that we look at: enum bpf_link_type. */
export const LINK_TYPES = { tracing: 2, xdp: 6 } as const;

const PROGRAM = { bytes: 232, id: 4, tag: 8, load_time: 40, nr_map_ids: 52, map_ids: 56, name: 64 } as const;
const MAP = { bytes: 88, type: 0, key_size: 8, value_size: 12, max_entries: 16, name: 24 } as const;
const LINK = { bytes: 64, type: 0, id: 4, prog_id: 8, xdp_ifindex: 16, tracing_target_obj_id: 20 } as const;

/** A program uses at most this many maps: MAX_USED_MAPS in the kernel's bpf_verifier.h. */
const MAX_MAPS = 64;
const NAME_BYTES = 16;

export function programInfo(fd: number): ProgramInfo {
  const mapIds = Buffer.alloc(4 * MAX_MAPS);
  const info = objectInfo(fd, PROGRAM.bytes, (request) => {
    request.writeUInt32LE(MAX_MAPS, PROGRAM.nr_map_ids);
    request.writeBigUInt64LE(native().address(mapIds), PROGRAM.map_ids);
  });
  const maps = Math.min(info.readUInt32LE(PROGRAM.nr_map_ids), MAX_MAPS);
  return {
    id: info.readUInt32LE(PROGRAM.id),
    tag: info.toString("hex", PROGRAM.tag, PROGRAM.tag + 8),
    name: nameAt(info, PROGRAM.name),
    loadedAt: info.readBigUInt64LE(PROGRAM.load_time),
    mapIds: Array.from({ length: maps }, (_, i) => mapIds.readUInt32LE(4 * i)),
  };
}

export function mapInfo(fd: number): MapInfo {
  const info = objectInfo(fd, MAP.bytes);
  return {
    type: info.readUInt32LE(MAP.type),
    keyBytes: info.readUInt32LE(MAP.key_size),
    valueBytes: info.readUInt32LE(MAP.value_size),
    maxEntries: info.readUInt32LE(MAP.max_entries),
    name: nameAt(info, MAP.name),
  };
}

/** Every link in the kernel. Needs CAP_SYS_ADMIN. */
export function listLinks(): LinkInfo[] {
  const links: LinkInfo[] = [];
  const next = Buffer.alloc(4);
  for (let id = 0; native().bpf_link_get_next_id(id, next) === 0;) {
    id = next.readUInt32LE(0);
    const fd = native().bpf_link_get_fd_by_id(id);
    if (fd >= 0) links.push(withFd(fd, linkInfo)); // else it has gone in the meantime
  }
  return links;
}

function linkInfo(fd: number): LinkInfo {
  const info = objectInfo(fd, LINK.bytes);
  const type = info.readUInt32LE(LINK.type);
  return {
    id: info.readUInt32LE(LINK.id),
    type,
    programId: info.readUInt32LE(LINK.prog_id),
    xdpIfindex: type === LINK_TYPES.xdp ? info.readUInt32LE(LINK.xdp_ifindex) : 0,
    targetProgramId: type === LINK_TYPES.tracing ? info.readUInt32LE(LINK.tracing_target_obj_id) : 0,
  };
}

/** A descriptor of the program with this id, to be closed; undefined when there is none any more. Needs CAP_SYS_ADMIN. */
export function openProgram(id: number): number | undefined {
  return unlessGone("BPF_PROG_GET_FD_BY_ID", native().bpf_prog_get_fd_by_id(id));
}

/** A descriptor of the map with this id, to be closed; undefined when there is none any more. Needs CAP_SYS_ADMIN. */
export function openMap(id: number): number | undefined {
  return unlessGone("BPF_MAP_GET_FD_BY_ID", native().bpf_map_get_fd_by_id(id));
}

/** Reads the value of `key` into `value`; for a per-CPU map that has room for every possible CPU. */
export function lookup(fd: number, key: number, value: Buffer): void {
  const keyBytes = Buffer.alloc(4);
  keyBytes.writeUInt32LE(key);
  check("BPF_MAP_LOOKUP_ELEM", native().bpf_map_lookup_elem(fd, keyBytes, value));
}

/** Writes `value` for `key`; for a per-CPU map that is the value of every possible CPU. A program array takes a descriptor. */
export function update(fd: number, key: Uint8Array, value: Uint8Array): void {
  check("BPF_MAP_UPDATE_ELEM", native().bpf_map_update_elem(fd, key, value, 0));
}

/** Writes `count` values for as many keys, which lie one after the other in `keys` and `values`. */
export function updateAll(fd: number, keys: Uint8Array, values: Uint8Array, count: number): void {
  const done = Buffer.alloc(4);
  done.writeUInt32LE(count);
  check("BPF_MAP_UPDATE_BATCH", native().bpf_map_update_batch(fd, keys, values, done, null));
}

/**
 * Keeps a map for as long as a program is there, although its instructions do not use it: BPF_PROG_BIND_MAP, Linux 5.10.
 * Of programs with as many maps as they may have it fails with a SystemError (E2BIG).
 */
export function bindMap(program: number, map: number): void {
  check("BPF_PROG_BIND_MAP", native().bpf_prog_bind_map(program, map, null));
}

/** The memory of a map that can be mapped (BPF_F_MMAPABLE), as the programs that use it see it. */
export interface MappedMap {
  readonly memory: ArrayBuffer;
  /** Nobody may touch the memory afterwards. */
  unmap(): void;
}

/** PROT_READ, PROT_READ | PROT_WRITE and MAP_SHARED of mmap(2). */
const PROTECTION = { read: 0x1, write: 0x3 } as const;
const SHARED = 0x1;

/** Maps `bytes` bytes of a map's memory from byte `from` on, which begins a page. Memory that is only read must not be written to. */
export function mapMemory(
  fd: number,
  bytes: number,
  { from = 0, access = "write" }: { readonly from?: number; readonly access?: keyof typeof PROTECTION } = {},
): MappedMap {
  const libc = native();
  const address = libc.mmap(null, bytes, PROTECTION[access], SHARED, fd, from);
  if (libc.isMapFailed(address)) throw new SystemError("mmap", libc.errno());
  return { memory: libc.view(address, bytes), unmap: () => void libc.munmap(address, bytes) };
}

/** Gives `act` a descriptor and closes it afterwards, come what may. */
export function withFd<T>(fd: number, act: (fd: number) => T): T {
  try {
    return act(fd);
  } finally {
    native().close(fd);
  }
}

function objectInfo(fd: number, bytes: number, prepare: (request: Buffer) => void = () => {}): Buffer {
  const info = Buffer.alloc(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes);
  prepare(info);
  check("BPF_OBJ_GET_INFO_BY_FD", native().bpf_obj_get_info_by_fd(fd, info, length));
  return info;
}

function nameAt(info: Buffer, offset: number): string {
  const name = info.toString("latin1", offset, offset + NAME_BYTES);
  return name.slice(0, name.indexOf("\0"));
}

function unlessGone(call: string, result: number): number | undefined {
  if (result >= 0) return result;
  const error = new SystemError(call, -result);
  if (error.code === "ENOENT") return undefined;
  throw error;
}
