import type { Program } from "../../src/ir/index.js";
import { kernelEngine, type Judgement } from "../../src/testing/engine.js";
import { interpret } from "../../src/testing/index.js";
import { attempt, type Attempt, type Failed } from "./attempt.js";
import type { DecodedFrame } from "./batch.js";
import type { Prepared } from "./subjects.js";

/** What a subject says of a frame. */
export type Answer = Judgement | { readonly failed: Failed };

/** All subjects at work, until they are closed. */
export interface Jury {
  /** One answer for each subject. */
  readonly answers: (frame: DecodedFrame) => readonly Answer[];
  readonly close: () => void;
}

interface Juror {
  readonly answer: (frame: DecodedFrame) => Answer;
  readonly close: () => void;
}

/** Puts to work what the subjects prepared. One that failed answers every frame with the reason. */
export function callJury(prepared: readonly Attempt<Prepared>[]): Jury {
  const jurors = prepared.map(jurorOf);
  return {
    answers: (frame) => jurors.map(({ answer }) => answer(frame)),
    close: () => jurors.forEach(({ close }) => close()),
  };
}

function jurorOf(prepared: Attempt<Prepared>): Juror {
  if ("failed" in prepared) return silent(prepared.failed);
  if (prepared.done.kind === "reading") {
    const { read } = prepared.done;
    return { answer: ({ packet }) => read(packet), close: () => undefined };
  }
  const { object } = prepared.done;
  const engine = attempt(() => kernelEngine(object));
  if ("failed" in engine) return silent(engine.failed);
  const { done } = engine;
  return {
    answer({ frame, context }) {
      const answer = attempt(() => done.judge(frame, context));
      return "done" in answer ? answer.done : answer;
    },
    close: () => done.close(),
  };
}

const silent = (failed: Failed): Juror => ({ answer: () => ({ failed }), close: () => undefined });

/** What the contract says. */
export function reference(program: Program, { packet }: DecodedFrame): Judgement {
  const { action, rule } = interpret(program, packet);
  return { action, rule: rule?.id ?? null };
}

/** What is wrong with an answer: "differs" in action or rule, or the code of a failure; undefined when nothing is. */
export function trouble(expected: Judgement, answer: Answer): string | undefined {
  if ("failed" in answer) {
    // The compiler refuses rules that can never match: that is wrong when this one does.
    const isRefusal = answer.failed.code === "XG301";
    return isRefusal && expected.rule === null ? undefined : answer.failed.code;
  }
  return answer.action === expected.action && answer.rule === expected.rule ? undefined : "differs";
}

/** What came of giving many frames to everybody. */
export interface Comparison {
  /** Frames on which somebody does not agree with the reference. */
  readonly mismatches: number;
  /** The shortest of them. */
  readonly shortest: DecodedFrame | undefined;
  /** The rules that decided, by their ids. */
  readonly deciding: ReadonlySet<number>;
}

/** Gives every frame to the reference and to the jury. */
export function compare(program: Program, jury: Jury, frames: readonly DecodedFrame[]): Comparison {
  const deciding = new Set<number>();
  let mismatches = 0;
  let shortest: DecodedFrame | undefined;
  for (const frame of frames) {
    const expected = reference(program, frame);
    if (expected.rule !== null) deciding.add(expected.rule);
    if (jury.answers(frame).every((answer) => trouble(expected, answer) === undefined)) continue;
    mismatches++;
    if (shortest === undefined || frame.frame.length < shortest.frame.length) shortest = frame;
  }
  return { mismatches, shortest, deciding };
}
