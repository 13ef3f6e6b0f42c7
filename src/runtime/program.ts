import { COUNTERS_MAP, type Manifest, type ManifestLookup } from "../manifest/index.js";
import { findExtensions, manifestOf, queryAttachment } from "../kernel/attachment.js";
import { bootTimeToDate } from "../kernel/boot-time.js";
import { orPrivilege } from "../kernel/capabilities.js";
import { findInterface, listInterfaces, type Interface } from "../kernel/interface.js";
import type { Mode } from "../kernel/modes.js";
import { withNetns } from "../kernel/netns.js";
import { mapNamed, mapsOfProgram, type ProgramMap } from "../kernel/program-maps.js";
import { openProgram, programInfo, withFd } from "../kernel/sys/bpf.js";

/** A program that an interface runs, as the kernel describes it. */
export interface RunningProgram {
  readonly interface: Interface;
  readonly mode: Mode;
  readonly id: number;
  /** SHA-1 of its instructions, cut to 8 bytes, in hexadecimal: the same rules give the same tag. */
  readonly tag: string;
  /** The function's name, cut to 15 bytes. */
  readonly name: string;
  /** When it was loaded. */
  readonly since: Date;
  /** What its compiler said about it; undefined when xdpgen did not build it or another version did. */
  readonly manifest: Manifest | undefined;
  /** How looking for the manifest ended. */
  readonly origin: ManifestLookup["kind"];
  /** The version of a manifest that this xdpgen cannot read. */
  readonly manifestVersion: number | undefined;
  /** The id of its counters map; undefined when it has none. */
  readonly countersMapId: number | undefined;
  /** Its maps, in the order in which it has them. */
  readonly maps: readonly ProgramMap[];
  /** The program that calls this one, when it runs behind libxdp's dispatcher (`xdp-loader load`). */
  readonly dispatcherId: number | undefined;
}

/** Where to look. */
export interface Where {
  /** A network namespace: a name of `ip netns` or a path. The current one when it is left out. */
  readonly netns?: string | undefined;
}

/**
 * The programs that an interface runs: none, one, or behind libxdp's dispatcher several.
 * Fails with XG601, XG609 (no such interface, namespace), XG603 (privilege: CAP_SYS_ADMIN), XG507, XG508.
 */
export function findPrograms(ifname: string, { netns }: Where = {}): readonly RunningProgram[] {
  return withNetns(netns, () => programsOn(findInterface(ifname, netns)));
}

/** The programs of all interfaces of a network namespace. Fails like `findPrograms`. */
export function listPrograms({ netns }: Where = {}): readonly RunningProgram[] {
  return withNetns(netns, () => listInterfaces().flatMap(programsOn));
}

function programsOn(on: Interface): readonly RunningProgram[] {
  const attachment = queryAttachment(on.ifindex);
  if (attachment === undefined || attachment === "gone") return [];
  const { mode, programId } = attachment;
  return orPrivilege("looking into a program that is attached", () => {
    const program = describe(on, mode, programId, undefined);
    if (program === undefined) return programsOn(on); // replaced between the two questions
    if (program.origin !== "none") return [program];
    const behind = findExtensions(programId).map((id) => describe(on, mode, id, programId));
    const present = behind.filter((p) => p !== undefined);
    return present.length > 0 ? present : [program];
  });
}

function describe(
  on: Interface,
  mode: Mode,
  id: number,
  dispatcherId: number | undefined,
): RunningProgram | undefined {
  const fd = openProgram(id);
  if (fd === undefined) return undefined;
  return withFd(fd, () => {
    const info = programInfo(fd);
    const lookup = manifestOf(info);
    const maps = mapsOfProgram(info.mapIds);
    return {
      interface: on,
      mode,
      id,
      tag: info.tag,
      name: info.name,
      since: bootTimeToDate(info.loadedAt),
      manifest: lookup.kind === "found" ? lookup.manifest : undefined,
      origin: lookup.kind,
      manifestVersion: lookup.kind === "other-version" ? lookup.version : undefined,
      countersMapId: mapNamed(maps, COUNTERS_MAP)?.id,
      maps,
      dispatcherId,
    };
  });
}
