import { readManifest } from "./manifest-reader.js";
import { MODE_NAMES, type Mode } from "./modes.js";
import { LINK_TYPES, listLinks, lookup, mapInfo, openMap, withFd, type ProgramInfo } from "./sys/bpf.js";
import { interfaceExists } from "./interface.js";
import { check } from "./sys/errno.js";
import { native, type XdpQueryOptions } from "./sys/libbpf.js";
import type { ManifestLookup } from "../manifest/index.js";

/** What an interface runs. */
export interface Attachment {
  readonly programId: number;
  readonly mode: Mode;
}

/** Where the query puts the program of each mode. */
const MEMBER = {
  native: "drv_prog_id",
  offload: "hw_prog_id",
  generic: "skb_prog_id",
} as const satisfies Record<Mode, keyof XdpQueryOptions>;

/** What the interface of the current network namespace runs; undefined for nothing, "gone" when there is no such interface. */
export function queryAttachment(ifindex: number): Attachment | undefined | "gone" {
  const libbpf = native();
  const options: XdpQueryOptions = {
    sz: libbpf.sizeOf("bpf_xdp_query_opts"),
    prog_id: 0,
    drv_prog_id: 0,
    hw_prog_id: 0,
    skb_prog_id: 0,
    attach_mode: 0,
  };
  const result = libbpf.bpf_xdp_query(ifindex, 0, options);
  // libbpf 1.1 finds nothing on an interface that does not exist, later ones fail with ENODEV.
  if (!interfaceExists(ifindex)) return "gone";
  check("bpf_xdp_query", result);
  // With one on the card and one in the driver it is the driver's that we could replace.
  const mode = MODE_NAMES.find((name) => options[MEMBER[name]] !== 0);
  return mode === undefined ? undefined : { programId: options[MEMBER[mode]], mode };
}

/** The id of the BPF link that holds the interface with this program, undefined when a link does not. Needs CAP_SYS_ADMIN. */
export function findOwningLink(ifindex: number, programId: number): number | undefined {
  return listLinks().find(
    (link) => link.type === LINK_TYPES.xdp && link.xdpIfindex === ifindex && link.programId === programId,
  )?.id;
}

/** The programs that extend this one: what libxdp's dispatcher, which `xdp-loader` attaches, calls in turn. Needs CAP_SYS_ADMIN. */
export function findExtensions(programId: number): readonly number[] {
  return listLinks()
    .filter((link) => link.targetProgramId === programId)
    .map((link) => link.programId);
}

const MAP_TYPE_ARRAY = 2;
/** No manifest is longer; anything else called .rodata need not be copied. */
const MAX_RODATA_BYTES = 16 << 20;

/** The manifest of a program in the kernel, from the map that holds its `.rodata`. Needs CAP_SYS_ADMIN. */
export function manifestOf(program: ProgramInfo): ManifestLookup {
  for (const id of program.mapIds) {
    const fd = openMap(id);
    const found = fd === undefined ? undefined : withFd(fd, manifestInMap);
    if (found !== undefined && found.kind !== "none") return found;
  }
  return { kind: "none" };
}

function manifestInMap(fd: number): ManifestLookup | undefined {
  const { type, name, valueBytes, maxEntries } = mapInfo(fd);
  if (type !== MAP_TYPE_ARRAY || maxEntries !== 1 || !name.endsWith(".rodata")) return undefined;
  if (valueBytes > MAX_RODATA_BYTES) return undefined;
  const value = Buffer.alloc(valueBytes);
  lookup(fd, 0, value);
  return readManifest(value);
}
