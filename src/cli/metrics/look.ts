import { DiagnosticError } from "../../diagnostics/index.js";
import { listPrograms, type Where } from "../../runtime/index.js";
import { readFigures, type Figures } from "../figures.js";

/** What one interface showed; undefined figures when it runs no program of xdpgen's, or has gone. */
export interface Look {
  readonly ifname: string;
  readonly figures: Figures | undefined;
}

/**
 * Looks at the interfaces that are named, or at all that run a program of xdpgen's; each program is read once.
 * Fails with XG603 (privilege: CAP_SYS_ADMIN), and with what is wrong with this machine.
 */
export function lookAt(ifnames: readonly string[], where: Where): readonly Look[] {
  const names = ifnames.length > 0 ? ifnames : interfacesOfOurs(where);
  return [...new Set(names)].map((ifname) => ({ ifname, figures: figuresOf(ifname, where) }));
}

function interfacesOfOurs(where: Where): readonly string[] {
  try {
    return listPrograms(where).flatMap(({ manifest, interface: on }) =>
      manifest === undefined ? [] : [on.name],
    );
  } catch (error) {
    if (saysThatNothingIsThere(error)) return [];
    throw error;
  }
}

function figuresOf(ifname: string, where: Where): Figures | undefined {
  try {
    return readFigures(ifname, where);
  } catch (error) {
    if (saysThatNothingIsThere(error)) return undefined;
    throw error;
  }
}

/** No such interface or namespace, no program, not ours, changed under our eyes: all of that is for whoever reads the metrics to see, and passes. */
const saysThatNothingIsThere = (error: unknown): boolean =>
  error instanceof DiagnosticError &&
  error.diagnostics.every(({ cause }) => cause === "usage" || cause === "occupied");
