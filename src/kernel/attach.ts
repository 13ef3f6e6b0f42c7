import { diagnostic, fail, type Diagnostic } from "../diagnostics/index.js";
import { change, failForLink } from "./change.js";
import { interfaceState, type Interface } from "./interface.js";
import type { Mode } from "./modes.js";
import type { LoadedProgram } from "./object.js";
import { withOccupant, type Occupant } from "./occupant.js";
import { explain } from "./refusal.js";
import { programInfo, type ProgramInfo } from "./sys/bpf.js";

/** How to attach. */
export interface AttachOptions {
  /** "auto": the mode of the program that is replaced; on a free interface native, or else generic with a warning. */
  readonly mode: Mode | "auto";
  /** Whether a program that is not ours may be replaced. */
  readonly takeover: boolean;
  /** The id of the program that must be there, 0 for none; left out: whatever is there. */
  readonly insteadOf?: number;
}

/** What attaching came to. */
export interface Attached {
  readonly mode: Mode;
  readonly program: ProgramInfo;
  /** The program that ran there before; it was replaced without a moment in between. */
  readonly replaced: ProgramInfo | undefined;
  /** Warnings: generic mode instead of native (XG606), an interface that is down (XG602). */
  readonly diagnostics: readonly Diagnostic[];
}

/** How often to look again when somebody else attaches or detaches at the same moment. */
const ATTEMPTS = 3;

const FREE = { kind: "free" } as const;

/**
 * Attaches a program to an interface of the current network namespace. A free interface is taken only if it is still
 * free, a program of ours is replaced only if it is still there, and anybody else's stays without `takeover`.
 * When it fails nothing has changed: XG603 (privilege), XG604 (somebody else's program), XG605 (other mode),
 * XG608 (others were faster), XG610 (the kernel refuses the mode), XG611 (held by a link), XG613 (interface gone).
 */
export function attach(on: Interface, program: LoadedProgram, options: AttachOptions): Attached {
  for (let i = 0; i < ATTEMPTS; i++) {
    const attached = withOccupant(on.ifindex, (occupant) => {
      if (occupant === "gone") return fail("XG613", { ifname: on.name });
      const { insteadOf = occupant?.programId ?? 0 } = options;
      if (insteadOf !== (occupant?.programId ?? 0)) return fail("XG608", { ifname: on.name });
      return occupant === undefined
        ? attachToFree(on, program, options)
        : replace(on, program, options, occupant);
    });
    if (attached !== undefined) return attached;
  }
  return fail("XG608", { ifname: on.name });
}

/** Undefined: it is free no longer. */
function attachToFree(on: Interface, program: LoadedProgram, options: AttachOptions): Attached | undefined {
  const first = options.mode === "auto" ? "native" : options.mode;
  const refusal = change(on, program.fd, first, FREE);
  if (refusal === undefined) return attached(on, program, first, undefined, []);
  if (refusal.code === "EBUSY" || refusal.code === "EEXIST") return undefined;
  const why = explain(refusal, first, on.name, interfaceState(on.name));
  if (options.mode !== "auto") return fail("XG610", { ifname: on.name, mode: first, ...why });

  const secondRefusal = change(on, program.fd, "generic", FREE);
  if (secondRefusal === undefined)
    return attached(on, program, "generic", undefined, [diagnostic("XG606", { ifname: on.name, ...why })]);
  if (secondRefusal.code === "EBUSY" || secondRefusal.code === "EEXIST") return undefined;
  const whyNeither = explain(secondRefusal, "generic", on.name, interfaceState(on.name));
  return fail("XG610", { ifname: on.name, mode: "generic", ...whyNeither });
}

/** Fails with XG604 or XG605 when a program is not to be replaced. */
export function mayReplace(on: Interface, { mode, takeover }: AttachOptions, occupant: Occupant): void {
  const { info, programId: id, mode: found } = occupant;
  if (!occupant.ours && !takeover) fail("XG604", { ifname: on.name, program: info.name, id, mode: found });
  // Two modes cannot be active at once, so a change of mode has a gap: whoever wants one detaches first.
  if (mode !== "auto" && mode !== found) fail("XG605", { ifname: on.name, found, wanted: mode });
}

/** Undefined: the program that was to be replaced is there no longer. */
function replace(
  on: Interface,
  program: LoadedProgram,
  options: AttachOptions,
  occupant: Occupant,
): Attached | undefined {
  mayReplace(on, options, occupant);
  const found = occupant.mode;
  const refusal = change(on, program.fd, found, { kind: "runs", fd: occupant.fd });
  if (refusal === undefined) return attached(on, program, found, occupant.info, []);
  if (refusal.code === "EEXIST" || refusal.code === "ENOENT") return undefined;
  if (refusal.code === "EBUSY") failForLink(on, occupant.programId);
  return fail("XG610", {
    ifname: on.name,
    mode: found,
    ...explain(refusal, found, on.name, interfaceState(on.name)),
  });
}

function attached(
  on: Interface,
  program: LoadedProgram,
  mode: Mode,
  replaced: ProgramInfo | undefined,
  warnings: readonly Diagnostic[],
): Attached {
  const down = interfaceState(on.name).up ? [] : [diagnostic("XG602", { ifname: on.name })];
  return { mode, program: programInfo(program.fd), replaced, diagnostics: [...warnings, ...down] };
}
