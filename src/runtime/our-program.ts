import { fail } from "../diagnostics/index.js";
import { MANIFEST_VERSION, type Manifest } from "../manifest/index.js";
import { findPrograms, type RunningProgram, type Where } from "./program.js";

/** A program whose manifest this xdpgen can read. */
export type OurProgram = RunningProgram & { readonly manifest: Manifest };

export const isOurs = (program: RunningProgram): program is OurProgram => program.manifest !== undefined;

/**
 * The program of xdpgen's that an interface runs. Fails like `findPrograms`, and with XG607 (it runs none), XG504 (another xdpgen's) and
 * XG614 (not ours).
 */
export function findOurProgram(ifname: string, where: Where): OurProgram {
  const programs = findPrograms(ifname, where);
  const ours = programs.find(isOurs);
  if (ours !== undefined) return ours;
  const [other] = programs;
  if (other === undefined) return fail("XG607", { ifname });
  if (other.manifestVersion !== undefined)
    return fail("XG504", {
      what: `the program on ${ifname}`,
      found: other.manifestVersion,
      known: MANIFEST_VERSION,
    });
  return fail("XG614", { ifname, program: other.name, id: other.id });
}
