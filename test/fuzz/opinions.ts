import type { Program } from "../../src/ir/index.js";
import type { Judgement } from "../../src/testing/engine.js";
import type { DecodedFrame } from "./batch.js";
import { callJury, reference, trouble, type Answer } from "./judging.js";
import type { Inside } from "./shrink.js";
import { prepareFor, type Subject } from "./subjects.js";
import type { WrittenRuleset } from "./written.js";

/** What everybody says of one frame. */
export interface Opinions {
  readonly program: Program;
  readonly frame: DecodedFrame;
  readonly reference: Judgement;
  readonly subjects: readonly Opinion[];
}

export interface Opinion {
  readonly subject: Subject;
  readonly answer: Answer;
  /** What is wrong with it: "differs", or the code of the failure. */
  readonly trouble: string | undefined;
}

/** Asks the reference interpreter and every subject; those that read need the ruleset. */
export async function opinionsOn(
  { program, ruleset }: { readonly program: Program; readonly ruleset?: WrittenRuleset },
  frame: DecodedFrame,
  subjects: readonly Subject[],
  inside: Inside,
): Promise<Opinions> {
  const jury = callJury(await prepareFor(program, ruleset, subjects));
  try {
    const expected = reference(program, frame);
    const answers = inside(() => jury.answers(frame));
    return {
      program,
      frame,
      reference: expected,
      subjects: subjects.map((subject, index) => {
        const answer = answers[index]!;
        return { subject, answer, trouble: trouble(expected, answer) };
      }),
    };
  } finally {
    jury.close();
  }
}

/** Whether somebody does not agree with the reference. */
export const disagree = ({ subjects }: Opinions): boolean =>
  subjects.some(({ trouble }) => trouble !== undefined);

/** Everybody's answer, a line each. */
export function answerLines({ program, reference, subjects }: Opinions): string[] {
  return [
    `reference interpreter: ${describe(reference, program)}`,
    ...subjects.map(
      ({ subject, answer, trouble }) =>
        `${subject.name}: ${describe(answer, program)}${trouble === undefined ? "" : " (not the same)"}`,
    ),
  ];
}

/** `drop by rule 1, "ssh"` */
function describe(answer: Answer, { rules }: Program): string {
  if ("failed" in answer) return `no answer: ${answer.failed.message}`;
  if (answer.rule === null) return `${answer.action} by the policy`;
  return `${answer.action} by rule ${answer.rule}, ${JSON.stringify(rules[answer.rule]?.name)}`;
}
