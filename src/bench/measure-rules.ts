import { setImmediate } from "node:timers/promises";
import { fail } from "../diagnostics/index.js";
import type { Program } from "../ir/index.js";
import { allowedCpus, onCpu } from "../kernel/cpu.js";
import { loadObject, type LoadedProgram, type XdpObject } from "../kernel/object.js";
import { createRunner } from "../kernel/prog-run.js";
import { ACTIONS } from "../packet/index.js";
import { decode } from "../testing/decode.js";
import { interpret } from "../testing/interpret.js";
import { plural } from "../util/text.js";
import { loadC } from "./compile-c.js";
import { interleave, type Effort, type Timing } from "./interleave.js";
import { randomOf, type Random } from "./random.js";
import { framesFor, type RuleFrames } from "./rule-frames.js";
import { FRAME_BYTES } from "./stacks.js";
import { traceOf, type Trace, type TraceShape } from "./trace.js";
import { BENCH_TEMPLATES, createWrapper, type Wrapper } from "./wrapper.js";

/** Which packets were measured: such as a rule decides, such as are left to the policy, or both in random order. */
export const PACKETS = ["rules", "policy", "both"] as const;
export type Packets = (typeof PACKETS)[number];

/** What packets of one kind cost, in nanoseconds a packet, the harness's own part included. */
export interface RuleTiming {
  readonly packets: Packets;
  /** How many different frames. */
  readonly frames: number;
  readonly rules: Timing;
  /** A program that drops everything, and one that finds the source address first, on the same frames in the same minute. */
  readonly floorEmpty: Timing;
  readonly floorParse: Timing;
}

/** What measuring rules came to. */
export interface RuleTimings {
  readonly timings: readonly RuleTiming[];
  /** Names of rules for which no frame was found that they decide. */
  readonly without: readonly string[];
}

/** All of a frame's bytes differ; 2 MiB of them. */
const SHAPE: TraceShape = { first: 6, words: (FRAME_BYTES - 6) / 8, capacity: 2 ** 14 };

/** The interpreter tries one rule after the other, so many rules are given fewer frames. */
const MOST_TRIALS = 2 ** 24;
const LEAST_FRAMES = 2 ** 9;

const EFFORT: Effort = { rounds: 9, milliseconds: 20 };

/**
 * Measures what an object costs on frames that are made from its own rules, behind a wrapper in the kernel, against two floors.
 * Before that it is tried on every frame, against the interpreter.
 * Fails as loading does, and with XG816 when the two do not agree.
 */
export async function measureRules(
  program: Program,
  object: XdpObject,
  onStep: (step: string) => void = () => {},
): Promise<RuleTimings> {
  // What follows a step occupies the thread: whoever is told gets a moment to show it.
  const say = async (step: string): Promise<void> => {
    onStep(step);
    await setImmediate();
  };
  const random = randomOf("xdpgen bench");
  const most = Math.max(LEAST_FRAMES, MOST_TRIALS / Math.max(1, program.rules.length));
  await say("making frames");
  const frames = framesFor(program, Math.min(SHAPE.capacity / 2, Math.floor(most)), random);
  const opened: LoadedProgram[] = [];
  const open = (load: () => LoadedProgram): number => opened[opened.push(load()) - 1]!.fd;
  let wrapper: Wrapper | undefined;
  try {
    const fds = {
      rules: open(() => loadObject(object)),
      floorEmpty: open(() => loadC(new URL("floor-empty.c", BENCH_TEMPLATES))),
      floorParse: open(() => loadC(new URL("floor-parse.c", BENCH_TEMPLATES))),
    };
    await say("comparing with the interpreter");
    agree(program, fds.rules, [...frames.hit, ...frames.miss]);
    wrapper = createWrapper(SHAPE);
    const timings: RuleTiming[] = [];
    for (const [packets, trace, count] of tracesOf(frames, random)) {
      await say(`measuring packets: ${packets}`);
      timings.push(timed(packets, count, trace, fds, wrapper));
    }
    const without = new Set(frames.without);
    return {
      timings,
      without: program.rules.filter(({ id }) => without.has(id)).map(({ name }) => name),
    };
  } finally {
    wrapper?.close();
    for (const program of opened) program.close();
  }
}

type Fds = Readonly<Record<"rules" | "floorEmpty" | "floorParse", number>>;

function timed(packets: Packets, frames: number, trace: Trace, fds: Fds, wrapper: Wrapper): RuleTiming {
  wrapper.use(trace);
  const contenders = Object.entries(fds).map(([name, fd]) => ({
    name,
    packets: SHAPE.capacity,
    time: (passes: number) => wrapper.run(fd, passes),
  }));
  const timings = onCpu(allowedCpus().at(-1)!, () => interleave(contenders, EFFORT));
  const named = (name: keyof Fds): Timing => timings.find((timing) => timing.name === name)!;
  return {
    packets,
    frames,
    rules: named("rules"),
    floorEmpty: named("floorEmpty"),
    floorParse: named("floorParse"),
  };
}

/** Traces for those kinds of packets of which there are some, and how many different frames each has. */
function tracesOf({ hit, miss }: RuleFrames, random: Random): (readonly [Packets, Trace, number])[] {
  const from = (...pools: readonly (readonly Uint8Array[])[]): Trace =>
    traceOf(
      SHAPE,
      Array.from({ length: SHAPE.capacity }, () => {
        const pool = pools[random.below(pools.length)]!;
        return pool[random.below(pool.length)]!;
      }),
    );
  const [hits, misses] = [hit.length, miss.length];
  return [
    ...(hits > 0 ? [["rules", from(hit), hits] as const] : []),
    ...(misses > 0 ? [["policy", from(miss), misses] as const] : []),
    ...(hits > 0 && misses > 0 ? [["both", from(hit, miss), hits + misses] as const] : []),
  ];
}

function agree(program: Program, fd: number, frames: readonly Uint8Array[]): void {
  const run = createRunner(fd);
  const differing = frames.flatMap((frame, i) =>
    run(frame).action === ACTIONS[interpret(program, decode(frame)).action].value ? [] : [i],
  );
  const [first] = differing;
  if (first !== undefined) fail("XG816", { frames: plural(differing.length, "frame"), first });
}
