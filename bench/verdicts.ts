import { frameAt, lengthOf, type Trace } from "../src/bench/trace.js";
import { createRunner } from "../src/kernel/prog-run.js";
import { ACTIONS } from "../src/packet/index.js";
import type { CandidateName } from "./candidates/candidate.js";
import type { OpenXdp } from "./opened.js";
import type { Subject, Traffic } from "./subject.js";

/** On how many packets of each traffic every candidate is judged before it is timed. */
export const JUDGED_PACKETS = 3000;

/** A candidate that does something else than it should: what it takes is of no interest. */
export class WrongVerdict extends Error {
  override readonly name = "WrongVerdict";

  constructor(
    readonly candidate: CandidateName,
    traffic: string,
    found: string,
  ) {
    super(`${candidate} in ${traffic}: ${found}`);
  }
}

/** Those of the programs that do what they should on every traffic; the others are told to `onFailure`. */
export function judgeAll(
  programs: readonly OpenXdp[],
  { traffic, live }: Subject,
  onFailure: (name: CandidateName, error: unknown) => void,
): readonly OpenXdp[] {
  return programs.filter(({ name, isFloor, fd }) => {
    try {
      for (const one of [...traffic, live]) judge(name, fd, isFloor ? { ...one, drops: () => true } : one);
      return true;
    } catch (error) {
      if (error instanceof WrongVerdict) onFailure(name, error);
      else throw error;
      return false;
    }
  });
}

/** Runs a program on packets of the traffic one by one. Fails with a WrongVerdict when it does not drop just what it should. */
export function judge(candidate: CandidateName, fd: number, { name, trace, drops }: Traffic): void {
  const run = createRunner(fd);
  for (const index of sampleOf(trace)) {
    const wanted = drops(index) ? "drop" : "pass";
    const { action } = run(frameAt(trace, index));
    if (action !== ACTIONS[wanted].value)
      throw new WrongVerdict(candidate, name, `packet ${index} should ${wanted}, and it returned ${action}`);
  }
}

/** Indices spread over the trace. */
function sampleOf(trace: Trace): readonly number[] {
  const count = Math.min(JUDGED_PACKETS, lengthOf(trace));
  return Array.from({ length: count }, (_, i) => Math.floor((i * lengthOf(trace)) / count));
}
