import { FILTERS, type FilterName } from "./filters.js";
import { FRAMES } from "./frames.js";
import type { Meant } from "./hostile-frame.js";
import type { Matrix } from "./matrix.js";
import type { Outcome } from "./outcome.js";

/** How an outcome compares with what was meant; "open" where no answer is wrong, or where there was none. */
export type Judgement = "right" | "evades" | "too much" | "open";

export function judgementOf(meant: Meant, outcome: Outcome): Judgement {
  if (meant === "either" || outcome === "lost") return "open";
  if (meant === outcome) return "right";
  return meant === "drop" ? "evades" : "too much";
}

/** One frame under one ruleset, and what a filter did with it. */
export interface Cell {
  /** Index in `FRAMES`. */
  readonly frame: number;
  /** Index in `RULESETS`. */
  readonly ruleset: number;
  readonly meant: Meant;
  readonly outcome: Outcome;
  readonly judgement: Judgement;
}

/** Everything that a filter did, ruleset by ruleset. */
export function cellsOf(matrix: Matrix, filter: FilterName): Cell[] {
  return matrix.answers.flatMap((answers, ruleset) =>
    FILTERS[filter].outcomes(answers).map((outcome, frame) => {
      const meant = FRAMES[frame]!.meant[ruleset]!;
      return { frame, ruleset, meant, outcome, judgement: judgementOf(meant, outcome) };
    }),
  );
}

/** The names of the frames with which a filter did something that was not meant, under any ruleset. */
export function wrongFrames(matrix: Matrix, filter: FilterName): string[] {
  const wrong = cellsOf(matrix, filter).filter(
    ({ judgement }) => judgement === "evades" || judgement === "too much",
  );
  return [...new Set(wrong.map(({ frame }) => frame))]
    .sort((a, b) => a - b)
    .map((frame) => FRAMES[frame]!.name);
}
