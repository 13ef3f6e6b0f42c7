import { performance } from "node:perf_hooks";
import { interleave, type Contender, type Effort, type Timing } from "../src/bench/interleave.js";
import { lengthOf } from "../src/bench/trace.js";
import { findInterface } from "../src/kernel/interface.js";
import { withNetns } from "../src/kernel/netns.js";
import { check } from "../src/kernel/sys/errno.js";
import { native } from "../src/kernel/sys/libbpf.js";
import type { LiveFilter, LiveRecipe } from "./candidates/live-filter.js";
import { LIVE_CANDIDATES, LIVE_RECIPES, type LiveCandidateName } from "./candidates/live-recipes.js";
import type { OpenXdp } from "./opened.js";
import { createStage, type Sent, type Stage } from "./stage.js";
import type { Subject, Traffic } from "./subject.js";
import { WrongVerdict } from "./verdicts.js";

/** XDP_FLAGS_DRV_MODE (linux/if_link.h): native mode. */
const NATIVE = 1 << 2;

/** Above this a candidate was given fewer packets than the others, and its time says nothing. */
const MOST_LOST = 0.01;

/** What live mode came to: the times, and how long each filter took to load. */
export interface LiveTimings {
  readonly timings: readonly Timing[];
  readonly readyMs: ReadonlyMap<string, number>;
}

/**
 * Times candidates on a pair of interfaces, in the live traffic of the subject: the whole path from making a frame to where it
 * ends. What is an XDP program is attached in native mode.
 */
export function measureLive(
  { task, live: traffic }: Subject,
  programs: readonly OpenXdp[],
  effort: Effort,
  say: (what: string) => void,
  onFailure: (name: LiveCandidateName, error: unknown) => void,
): LiveTimings {
  const stage = createStage(traffic.trace);
  const readyMs = new Map<string, number>(programs.map(({ name, readyMs }) => [name, readyMs]));
  const filters: (LiveFilter & { readonly name: LiveCandidateName })[] = [];
  try {
    for (const name of LIVE_CANDIDATES) {
      const recipe: LiveRecipe = LIVE_RECIPES[name];
      if (!recipe.takes(task)) continue;
      say(`live, loading ${name}`);
      const start = performance.now();
      try {
        filters.push({ name, ...recipe.open(task, stage.sandbox) });
      } catch (error) {
        onFailure(name, error);
      }
      readyMs.set(name, performance.now() - start);
    }
    const contenders = [
      ...programs.map((program) => xdpContender(program, stage, traffic)),
      ...filters.map((filter) => filterContender(filter, stage, traffic)),
    ];
    const timings = interleave(contenders, effort, (round) =>
      say(`live, round ${round + 1} of ${effort.rounds}`),
    );
    return { timings, readyMs };
  } finally {
    for (const filter of filters) filter.close();
    stage.close();
  }
}

function xdpContender({ name, fd }: OpenXdp, stage: Stage, { trace }: Traffic): Contender {
  const { right } = stage.sandbox;
  const setProgram = (fd: number): void =>
    withNetns(right.netns, () => {
      const { ifindex } = findInterface(right.ifname);
      check("bpf_xdp_attach", native().bpf_xdp_attach(ifindex, fd, NATIVE, null));
    });
  return {
    name,
    packets: lengthOf(trace),
    time(passes) {
      setProgram(fd);
      try {
        return sendAll(name, stage, passes).passes;
      } finally {
        setProgram(-1);
      }
    },
  };
}

function filterContender(
  filter: LiveFilter & { readonly name: LiveCandidateName },
  stage: Stage,
  { trace, name }: Traffic,
): Contender {
  return {
    name: filter.name,
    packets: lengthOf(trace),
    time(passes) {
      filter.on();
      try {
        const { packets, lost, passes: times } = sendAll(filter.name, stage, passes);
        const dropped = filter.dropped();
        if (packets - dropped > lost)
          throw new WrongVerdict(filter.name, name, `it dropped ${dropped} packets, not ${packets}`);
        return times;
      } finally {
        filter.off();
      }
    },
  };
}

function sendAll(name: string, stage: Stage, passes: number): Sent & { readonly lost: number } {
  const before = stage.received();
  const sent = stage.send(passes);
  const lost = sent.packets - (stage.received() - before);
  if (lost > MOST_LOST * sent.packets)
    throw new Error(`${name} did not receive ${lost} of ${sent.packets} packets`);
  return { ...sent, lost };
}
