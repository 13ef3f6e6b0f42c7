import type { XdpObject } from "../kernel/object.js";
import { RUN_FRAME_BYTES } from "../kernel/prog-run.js";
import { openTrial } from "../kernel/trial.js";
import type { Program } from "../ir/index.js";
import type { ActionName } from "../packet/index.js";
import { decode, type FrameContext } from "./decode.js";
import { interpret } from "./interpret.js";
import { createLiveState } from "./live-state.js";

/** What judges frames: the reference interpreter, or the generated program in the kernel of this machine. */
export type EngineName = "interpreter" | "kernel";

/** What becomes of a frame; `rule` is the place of the rule that decided in its ruleset, from 0, or null for the policy. */
export interface Judgement {
  readonly action: ActionName;
  readonly rule: number | null;
  /** Rules that counted the frame and decide nothing, as far as the engine knows them. */
  readonly counted?: readonly number[];
}

/** Judges frames until it is closed. */
export interface Engine {
  readonly name: EngineName;
  /** Lengths of frames in bytes that it can be given. */
  readonly frameBytes: { readonly min: number; readonly max: number };
  /** Fails with a RangeError for a frame of another length. */
  judge(frame: Uint8Array, context?: Partial<FrameContext>): Judgement;
  close(): void;
}

/** The interpreter: no kernel, no root, any system. Live sets and rates are as the frames that it has judged left them. */
export function interpreterEngine(program: Program): Engine {
  const state = createLiveState(program);
  return {
    name: "interpreter",
    frameBytes: { min: 0, max: Infinity },
    judge(frame, context) {
      const { action, rule, counted } = interpret(program, decode(frame, context), state);
      const judgement = { action, rule: rule?.id ?? null };
      return counted === undefined ? judgement : { ...judgement, counted: counted.map(({ id }) => id) };
    },
    close() {},
  };
}

/**
 * The kernel's own answer, by BPF_PROG_TEST_RUN: the program is loaded, attached nowhere, and unloaded by `close`.
 * Fails as loading an object does: XG50x, XG603 without privilege, XG508 on a system that is not Linux.
 */
export function kernelEngine(object: XdpObject): Engine {
  const trial = openTrial(object);
  const ruleOf = new Map(
    object.manifest.rules.flatMap(({ slot }, rule) => (slot === null ? [] : [[slot, rule] as const])),
  );
  return {
    name: "kernel",
    frameBytes: RUN_FRAME_BYTES,
    judge(frame, context) {
      const { action, slot, counted } = trial.run(frame, context);
      const judgement = { action, rule: ruleOf.get(slot) ?? null };
      return counted.length === 0
        ? judgement
        : { ...judgement, counted: counted.map((at) => ruleOf.get(at)!) };
    },
    close: () => trial.close(),
  };
}
