import { diagnostic, fail, type Diagnostic } from "../../diagnostics/index.js";
import { attach, mayReplace, type Attached, type AttachOptions } from "../../kernel/attach.js";
import { change } from "../../kernel/change.js";
import { detachExactly } from "../../kernel/detach.js";
import { waitForGracePeriod } from "../../kernel/grace-period.js";
import { findInterface, type Interface } from "../../kernel/interface.js";
import { withNetns } from "../../kernel/netns.js";
import { loadObject, type LoadedProgram, type XdpObject } from "../../kernel/object.js";
import { withOccupant, type Occupant } from "../../kernel/occupant.js";
import { openProgram, programInfo } from "../../kernel/sys/bpf.js";
import { native } from "../../kernel/sys/libbpf.js";
import type { Where } from "../program.js";
import { countOn, mapsToReuse } from "./inherit.js";
import { fillSets } from "./live-sets.js";
import { isLossless, lossesOf, NO_LOSSES, type Losses } from "./losses.js";
import { openPredecessor, type Predecessor } from "./predecessor.js";
import { succession } from "./succession.js";

/** How to attach. */
export interface PrepareOptions extends Pick<AttachOptions, "mode" | "takeover">, Where {
  /** Nothing of a program that is there goes on. */
  readonly fresh: boolean;
  /** The program counts what it decides, and everything passes. */
  readonly monitor: boolean;
}

/** What attaching came to. */
export interface AttachedHere extends Attached {
  /** What ended with the program that was there; the counts are final. */
  readonly losses: Losses;
}

/** A program that is loaded, has what it takes over, and waits to be attached. */
export interface PreparedAttach {
  readonly on: Interface;
  readonly object: XdpObject;
  readonly program: LoadedProgram;
  readonly programId: number;
  /** The id of the program that is there, 0 for none. */
  readonly insteadOf: number;
  /** What will end with it, with the counts as they are now. */
  readonly losses: Losses;
  /** A note when nothing can go on (XG664). */
  readonly diagnostics: readonly Diagnostic[];
  /** The maps that the program has from the one that is there, by their names in the object. */
  readonly reused: ReadonlySet<string>;
  /** Attaches it. When it fails nothing has changed: see `attach`; XG608 when another program is there by now. */
  commit(): AttachedHere;
  /** Puts what was there back where this has been committed; false when something else is there by now. */
  undo(): boolean;
  close(): void;
}

/**
 * Loads an object for an interface. Nothing is changed yet. Whoever prepares holds the lock of the namespace until it is committed.
 * Fails like `loadObject`, and with XG601, XG603, XG604, XG605, XG609 and XG613.
 */
export function prepareAttach(ifname: string, object: XdpObject, options: PrepareOptions): PreparedAttach {
  return withNetns(options.netns, () => {
    const on = findInterface(ifname, options.netns);
    return withOccupant(on.ifindex, (occupant) => {
      if (occupant === "gone") return fail("XG613", { ifname });
      if (occupant !== undefined) mayReplace(on, options, occupant);
      return prepare(on, object, options, occupant);
    });
  });
}

function prepare(
  on: Interface,
  object: XdpObject,
  options: PrepareOptions,
  occupant: Occupant | undefined,
): PreparedAttach {
  const opened: { close(): void }[] = [];
  const close = () => opened.splice(0).forEach((one) => one.close());
  try {
    const predecessor = options.fresh ? undefined : predecessorOf(occupant);
    if (predecessor !== undefined) opened.push(predecessor);
    const goesOn = succession(predecessor?.manifest, object.manifest);
    const reuse = predecessor === undefined ? new Map<string, number>() : mapsToReuse(predecessor, goesOn);
    const program = loadObject(object, { reuse, monitor: options.monitor });
    opened.push(program);
    fillSets(program, object, reuse, predecessor, goesOn);
    const counts = predecessor !== undefined && countOn(program, predecessor, goesOn);

    const old = occupant === undefined ? undefined : openProgram(occupant.programId);
    if (old !== undefined) opened.push({ close: () => void native().close(old) });
    const insteadOf = occupant?.programId ?? 0;
    const programId = programInfo(program.fd).id;
    const losses = () => (predecessor === undefined ? NO_LOSSES : lossesOf(predecessor, goesOn));
    const endsAll = occupant?.ours === true && !options.fresh && !counts;
    let attachedAs: Attached["mode"] | undefined;
    return {
      on,
      object,
      program,
      programId,
      insteadOf,
      losses: losses(),
      diagnostics: endsAll ? [diagnostic("XG664", { ifname: on.name, id: insteadOf })] : [],
      reused: new Set(reuse.keys()),
      commit: () => {
        const attached = withNetns(options.netns, () => attach(on, program, { ...options, insteadOf }));
        attachedAs = attached.mode;
        if (!isLossless(losses())) waitForGracePeriod();
        return { ...attached, losses: losses() };
      },
      undo: () =>
        withNetns(options.netns, () => {
          const mode = attachedAs;
          if (mode === undefined) return true;
          if (old === undefined) return detachExactly(on, mode, program.fd, programId);
          return change(on, old, mode, { kind: "runs", fd: program.fd }) === undefined;
        }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function predecessorOf(occupant: Occupant | undefined): Predecessor | undefined {
  return occupant?.manifest.kind === "found"
    ? openPredecessor(occupant, occupant.manifest.manifest)
    : undefined;
}
