import type { Program } from "../../src/ir/index.js";
import { attempt, type Attempt } from "./attempt.js";
import type { Batch } from "./batch.js";
import { programBy } from "./declared-by.js";
import { callJury, compare } from "./judging.js";
import { alone, matchedBy, sorted } from "./possible.js";
import { rulesFile } from "./rules-file.js";
import { rulesetOf } from "./rulesets.js";
import type { Mismatch } from "./shrink.js";
import { prepareFor, type Prepared, type Subject } from "./subjects.js";
import type { WrittenRule, WrittenRuleset } from "./written.js";

/** A ruleset, what the subjects made of it, and the frames that it is tried on. */
export interface Job {
  readonly number: number;
  readonly batch: Batch;
  readonly ruleset: WrittenRuleset;
  readonly refused: readonly WrittenRule[];
  readonly program: Program;
  readonly prepared: readonly Attempt<Prepared>[];
}

/**
 * Makes the ruleset that has this number, and has the subjects prepare themselves.
 * @throws Error when the rule language refuses what the generator holds to be right
 */
export async function makeJob(
  seed: number,
  number: number,
  batch: Batch,
  subjects: readonly Subject[],
): Promise<Job> {
  const written = rulesetOf(seed, number, batch);
  const lowered = attempt(() => {
    const { ruleset, refused } = sorted(written);
    return { ruleset, refused, program: programBy(ruleset) };
  });
  if ("failed" in lowered) {
    const { message } = lowered.failed;
    throw new Error(
      `seed ${seed}, ruleset ${number}: what is right is refused: ${message}\n${rulesFile(written)}`,
    );
  }
  const { ruleset, program } = lowered.done;
  return { number, batch, ...lowered.done, prepared: await prepareFor(program, ruleset, subjects) };
}

/** What came of a ruleset. */
export interface Found {
  readonly mismatches: number;
  /** The one to look into. */
  readonly first: Mismatch | undefined;
  /** Whether a rule, by its place in the ruleset, decided a frame. */
  readonly decided: (rule: number) => boolean;
}

/** Gives the frames of the batch to everybody. */
export function judge({ batch, ruleset, refused, program, prepared }: Job): Found {
  const jury = callJury(prepared);
  try {
    const { mismatches, shortest, deciding } = compare(program, jury, batch.frames);
    const wronglyRefused = refused.flatMap((rule): Mismatch[] => {
      const frame = matchedBy(rule, batch.frames);
      return frame === undefined ? [] : [{ ruleset: alone(rule), frame }];
    });
    // The option `malformed` is a rule in front of those that were written.
    const offset = program.rules.length - ruleset.rules.length;
    return {
      mismatches: mismatches + wronglyRefused.length,
      first: shortest === undefined ? wronglyRefused[0] : { ruleset, frame: shortest },
      decided: (rule) => deciding.has(rule + offset),
    };
  } finally {
    jury.close();
  }
}
