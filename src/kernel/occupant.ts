import type { ManifestLookup } from "../manifest/index.js";
import { queryAttachment, manifestOf, type Attachment } from "./attachment.js";
import { orPrivilege } from "./capabilities.js";
import { openProgram, programInfo, withFd, type ProgramInfo } from "./sys/bpf.js";

/** The program that an interface runs, opened. */
export interface Occupant extends Attachment {
  readonly fd: number;
  readonly info: ProgramInfo;
  readonly manifest: ManifestLookup;
  /** Whether xdpgen built it, this version or another. */
  readonly ours: boolean;
}

/**
 * Opens the program that an interface of the current network namespace runs and hands it to `act`, and undefined when
 * there is none; "gone" means that there is no such interface. The descriptor is closed afterwards.
 * Fails with XG603 without CAP_SYS_ADMIN.
 */
export function withOccupant<T>(ifindex: number, act: (occupant: Occupant | undefined | "gone") => T): T {
  const attachment = queryAttachment(ifindex);
  if (attachment === undefined || attachment === "gone") return act(attachment);
  const fd = orPrivilege("looking into a program that is attached", () => openProgram(attachment.programId));
  // Replaced between the two questions: ask again. It ends as soon as nobody replaces it in between.
  if (fd === undefined) return withOccupant(ifindex, act);
  return withFd(fd, () => {
    const { info, manifest } = orPrivilege("looking into a program that is attached", () => {
      const facts = programInfo(fd);
      return { info: facts, manifest: manifestOf(facts) };
    });
    const ours = manifest.kind === "found" || manifest.kind === "other-version";
    return act({ ...attachment, fd, info, manifest, ours });
  });
}
