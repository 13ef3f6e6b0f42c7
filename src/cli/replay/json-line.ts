import type { ActionName } from "../../packet/index.js";
import type { Judgement } from "../../testing/engine.js";
import type { RulesUnderTrial } from "./rules-under-trial.js";

/** What the JSON line of a frame says besides its number. */
interface FrameFacts {
  readonly action: ActionName | null;
  readonly rule: string | null;
  readonly ruleIndex: number | null;
  readonly location: string | null;
}

/** What decided, as JSON has it: the rule's name, place and location are null when the policy did. */
export function judgementJson(
  { action, rule }: Judgement,
  { rules }: Pick<RulesUnderTrial, "rules">,
): FrameFacts {
  const decided = rule === null ? undefined : rules[rule];
  return {
    action,
    rule: decided?.name ?? null,
    ruleIndex: rule,
    location: decided?.location ?? null,
  };
}

const NOT_RUNNABLE: FrameFacts = { action: null, rule: null, ruleIndex: null, location: null };

/** Makes the lines of frames. The same ends recur for millions of frames, so each is made once. */
export function createFrameLines(trial: Pick<RulesUnderTrial, "rules">) {
  const ends = new Map<string, string>();
  const endOf = (judgement: Judgement): string => {
    const key = `${judgement.action} ${judgement.rule}`;
    const known = ends.get(key) ?? JSON.stringify(judgementJson(judgement, trial)).slice(1);
    ends.set(key, known);
    return known;
  };
  return {
    /** A frame on which the engines agree. */
    judged: (frame: number, judgement: Judgement) => `{"frame":${frame},${endOf(judgement)}\n`,
    /** A frame on which they do not: the interpreter's answer, and the kernel's beside it. */
    differing: (frame: number, judgement: Judgement, kernel: Judgement) =>
      `${JSON.stringify({ frame, ...judgementJson(judgement, trial), kernel: judgementJson(kernel, trial) })}\n`,
    /** A frame that an engine could not be given. */
    notRunnable: (frame: number, bytes: number) =>
      `${JSON.stringify({ frame, ...NOT_RUNNABLE, notRunnable: `${bytes} bytes` })}\n`,
  };
}
