import { setImmediate } from "node:timers/promises";
import type { Capture, CapturedFrame, CaptureWriter } from "../../testing/capture.js";
import type { ActionName } from "../../packet/index.js";
import type { Judgement } from "../../testing/engine.js";
import { createFrameLines } from "./json-line.js";
import { createMoments } from "./moments.js";
import type { RulesUnderTrial } from "./rules-under-trial.js";
import { addTo, createTally, type Tally } from "./tally.js";

/** Where a replay leaves what it finds. */
export interface ReplaySinks {
  /** Lines of JSON, some thousand at a time; resolves when there is room for more. Absent: nobody wants them. */
  readonly lines: ((lines: string) => Promise<void>) | undefined;
  /** Takes the frames that the rules discard. */
  readonly dropped: CaptureWriter | undefined;
  /** Told how many packets of the capture have been read. */
  readonly onProgress: (packets: number) => void;
  /** Ends the replay early. */
  readonly stop: AbortSignal;
}

/** How many frames are judged before anything else gets its turn: writing, progress, Ctrl+C. */
const BATCH = 4096;

/** The actions that discard a packet. */
const DISCARDS: ReadonlySet<ActionName> = new Set<ActionName>(["drop", "aborted"]);

/** Judges every frame of a capture; frames are numbered by their place in it. */
export async function replay(
  trial: RulesUnderTrial,
  capture: Capture,
  { lines, dropped, onProgress, stop }: ReplaySinks,
): Promise<Tally> {
  const tally = createTally(trial.rules.length);
  const judge = createJudge(trial, tally);
  let pending: string[] = [];
  let sinceBreak = 0;
  for (const frame of capture.frames()) {
    const { judgement, line } = judge(frame);
    if (judgement !== undefined && DISCARDS.has(judgement.action)) dropped?.write(frame);
    if (lines !== undefined) pending.push(line);
    if (++sinceBreak < BATCH) continue;
    sinceBreak = 0;
    onProgress(frame.index + 1);
    await lines?.(pending.join(""));
    pending = [];
    await setImmediate();
    if (stop.aborted) break;
  }
  await lines?.(pending.join(""));
  return tally;
}

/** Judges one frame after the other, and counts. */
function createJudge(trial: RulesUnderTrial, tally: Tally) {
  const [first, second] = trial.engines;
  const lineOf = createFrameLines(trial);
  const momentOf = createMoments();
  const max = Math.min(first.frameBytes.max, second?.frameBytes.max ?? Infinity);
  const min = Math.max(first.frameBytes.min, second?.frameBytes.min ?? 0);
  return (frame: CapturedFrame): { readonly judgement?: Judgement; readonly line: string } => {
    const { index, length, wireLength } = frame;
    if (wireLength > length) tally.cut++;
    if (length < min || length > max) {
      tally.notRunnable++;
      return { line: lineOf.notRunnable(index, length) };
    }
    const moment = momentOf(frame);
    const judgement = first.judge(frame, moment);
    addTo(tally, judgement, length);
    const other = second?.judge(frame, moment) ?? judgement;
    if (other.action === judgement.action && other.rule === judgement.rule)
      return { judgement, line: lineOf.judged(index, judgement) };
    tally.differing++;
    tally.firstDiffering ??= index;
    return { judgement, line: lineOf.differing(index, judgement, other) };
  };
}
