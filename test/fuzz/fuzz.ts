import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { makeStage } from "../conformance/interfaces.js";
import { batchOf, type Batch } from "./batch.js";
import { createCoverage, type CoverageFigures } from "./coverage.js";
import { programBy } from "./declared-by.js";
import { INTERFACES } from "./frames.js";
import { judge, makeJob, type Job } from "./job.js";
import { opinionsOn, type Opinions } from "./opinions.js";
import { shrink, type Inside, type Mismatch } from "./shrink.js";
import { subjectsOf, type Subject } from "./subjects.js";

export interface FuzzOptions {
  readonly seed: number;
  /** The rulesets to try, by their numbers: from `first` on, so many of them. */
  readonly first?: number;
  readonly rulesets?: number;
  /** Stops after so many seconds. */
  readonly seconds?: number;
  /** Goes on after a mismatch. */
  readonly keepGoing?: boolean;
  /** Stops when it is aborted. */
  readonly signal?: AbortSignal;
  /** Who is asked about the ruleset that has this number. */
  readonly subjects?: (number: number) => readonly Subject[];
  readonly onProgress?: (figures: Figures) => void;
  /** Told the number of a ruleset that is not judged alike by all, before it is shrunk, which can take minutes. */
  readonly onMismatch?: (number: number) => void;
  /** Told of the same ruleset after it has been shrunk. */
  readonly onFailure?: (failure: Failure) => void | Promise<void>;
}

/** What a run came to. */
export interface Figures {
  readonly seed: number;
  readonly rulesets: number;
  /** Frames that were made; each is given to several rulesets. */
  readonly frames: number;
  /** Frames judged by the reference interpreter and by every subject. */
  readonly evaluations: number;
  /** Those on which they do not agree. */
  readonly mismatches: number;
  readonly seconds: number;
  readonly coverage: CoverageFigures;
}

/** A ruleset on which a subject was wrong. */
export interface Failure {
  readonly seed: number;
  /** The ruleset's number in the run. */
  readonly number: number;
  /** What was found, as simple as it could be made. */
  readonly shrunk: Mismatch;
  /** What everybody says of that. */
  readonly opinions: Opinions;
}

/** Frames are made for so many rulesets. */
const RULESETS_PER_BATCH = 20;

/** Random rulesets on random frames: reference interpreter and every subject, frame by frame. Needs privilege. */
export async function fuzz(options: FuzzOptions): Promise<Figures> {
  const { seed, first = 0, keepGoing = false, subjects = subjectsOf, signal } = options;
  const end = first + (options.rulesets ?? Infinity);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const isOver = () => signal?.aborted === true || elapsed() >= (options.seconds ?? Infinity);

  const coverage = createCoverage();
  const tally = { rulesets: 0, evaluations: 0, mismatches: 0 };
  const batches = rememberedBatches(seed);
  const figures = (): Figures => ({
    seed,
    ...tally,
    frames: batches.frames(),
    seconds: elapsed(),
    coverage: coverage.figures(),
  });

  const stage = makeStage(INTERFACES);
  const queue: Promise<Job>[] = [];
  try {
    let next = first;
    while (!isOver()) {
      // clang is at work on the rulesets to come while this one is judged.
      while (queue.length < availableParallelism() + 1 && next < end) {
        const job = makeJob(seed, next, batches.of(next), subjects(next));
        job.catch(() => undefined);
        queue.push(job);
        next++;
      }
      const job = await queue.shift();
      // An interrupt reaches clang as well, which then has failed for no reason of ours.
      if (job === undefined || signal?.aborted === true) break;
      const found = stage.inside(() => judge(job));
      coverage.add(job.ruleset, found.decided);
      tally.rulesets++;
      tally.evaluations += job.batch.frames.length;
      tally.mismatches += found.mismatches;
      options.onProgress?.(figures());
      if (found.first === undefined) continue;
      options.onMismatch?.(job.number);
      const asked = subjects(job.number);
      const shrunk = await shrinkFor(found.first, asked, stage.inside, signal);
      const opinions = await opinionsOnMismatch(shrunk, asked, stage.inside);
      await options.onFailure?.({ seed, number: job.number, shrunk, opinions });
      if (!keepGoing) break;
    }
    return figures();
  } finally {
    await Promise.allSettled(queue);
    stage.remove();
  }
}

/** Shrinks with the first subject that is wrong. */
async function shrinkFor(
  found: Mismatch,
  subjects: readonly Subject[],
  inside: Inside,
  signal: AbortSignal | undefined,
): Promise<Mismatch> {
  const opinions = await opinionsOnMismatch(found, subjects, inside);
  const wrong = opinions.subjects.find(({ trouble }) => trouble !== undefined);
  return wrong === undefined ? found : shrink(found, wrong.subject, inside, signal);
}

function opinionsOnMismatch({ ruleset, frame }: Mismatch, subjects: readonly Subject[], inside: Inside) {
  return opinionsOn({ program: programBy(ruleset), ruleset }, frame, subjects, inside);
}

/** The batches of a run: the last two are kept, since rulesets of two can be on their way. */
function rememberedBatches(seed: number) {
  const kept = new Map<number, Batch>();
  let frames = 0;
  return {
    frames: () => frames,
    of(ruleset: number): Batch {
      const number = Math.floor(ruleset / RULESETS_PER_BATCH);
      const known = kept.get(number);
      if (known !== undefined) return known;
      const batch = batchOf(seed, number);
      frames += batch.frames.length;
      kept.delete(number - 2);
      kept.set(number, batch);
      return batch;
    },
  };
}
