import type { Effort, Timing } from "../src/bench/interleave.js";
import { allowedCpus, onCpu } from "../src/kernel/cpu.js";
import type { CandidateName } from "./candidates/candidate.js";
import { measureLive } from "./live-mode.js";
import { withXdpCandidates } from "./opened.js";
import type { Row } from "./row.js";
import { makeSubject, nameOf, type Mode, type SubjectRow } from "./subjects.js";
import { judgeAll, WrongVerdict } from "./verdicts.js";
import { measureInWrapper } from "./wrapper-mode.js";

/** How much is measured. */
export type Efforts = Readonly<Record<Mode, Effort>>;

export const EFFORTS: Readonly<Record<"quick" | "full", Efforts>> = {
  quick: { wrapper: { rounds: 5, milliseconds: 8 }, live: { rounds: 2, milliseconds: 15 } },
  full: { wrapper: { rounds: 11, milliseconds: 25 }, live: { rounds: 7, milliseconds: 60 } },
};

/** A candidate that could not be made, or that did something else than it should. */
export interface Failure {
  readonly subject: string;
  readonly candidate: string;
  readonly error: unknown;
}

export interface Run {
  readonly rows: readonly Row[];
  readonly failures: readonly Failure[];
}

/** Told what is under way: the subject, and what is done with it. */
export type Say = (subject: string, step: string) => void;

/** Measures subjects one after the other, on one CPU. */
export function measure(subjects: readonly SubjectRow[], efforts: Efforts, say: Say): Run {
  const rows: Row[] = [];
  const failures: Failure[] = [];
  for (const row of subjects) {
    const name = nameOf(row);
    say(name, "making lists and packets");
    const step = (what: string): void => say(name, what);
    const subject = makeSubject(row);
    const fails = (candidate: CandidateName, error: unknown): void =>
      void failures.push({ subject: name, candidate, error });
    say(name, "building and filling");
    withXdpCandidates(
      subject.task,
      (opened) =>
        onCpu(lastCpu(), () => {
          step("verdicts");
          const programs = judgeAll(opened, subject, fails);
          const readyMs = new Map<string, number>(programs.map(({ name, readyMs }) => [name, readyMs]));
          if (row.modes.includes("wrapper"))
            for (const [caseName, timings] of measureInWrapper(subject, programs, efforts.wrapper, step))
              rows.push(...rowsOf(caseName, "wrapper", timings, readyMs));
          if (!row.modes.includes("live")) return;
          try {
            const live = measureLive(subject, programs, efforts.live, step, fails);
            rows.push(...rowsOf(subject.live.name, "live", live.timings, live.readyMs));
          } catch (error) {
            if (!(error instanceof WrongVerdict)) throw error;
            fails(error.candidate, error);
          }
        }),
      fails,
    );
  }
  return { rows, failures };
}

/** The first CPU has the most interrupts. */
function lastCpu(): number {
  return allowedCpus().at(-1)!;
}

function rowsOf(
  caseName: string,
  mode: Mode,
  timings: readonly Timing[],
  readyMs: ReadonlyMap<string, number>,
): Row[] {
  const floor = timings.find(({ name }) => name === "floor-parse")!;
  return timings.map(({ name, ...timing }) => ({
    case: caseName,
    candidate: name as CandidateName,
    mode,
    ...timing,
    overFloorNs: timing.minNs - floor.minNs,
    overFloorMedianNs: timing.medianNs - floor.medianNs,
    readyMs: readyMs.get(name)!,
  }));
}
