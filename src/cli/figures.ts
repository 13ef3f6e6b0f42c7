import { DiagnosticError } from "../diagnostics/index.js";
import {
  findOurProgram,
  monitors,
  openCounters,
  readSetFills,
  type Counters,
  type OurProgram,
  type SetFill,
  type Where,
} from "../runtime/index.js";

/** What a program has to show in numbers, read once. */
export interface Figures {
  readonly program: OurProgram;
  readonly counters: Counters;
  readonly sets: readonly SetFill[];
  /** Whether it counts what it would decide, and lets every packet pass. */
  readonly monitors: boolean;
}

/** So often it is looked again when a program is replaced between being found and being read. */
const TRIES = 5;

/** Reads what the program of an interface has to show. Fails like `findOurProgram` and `openCounters`. */
export function readFigures(ifname: string, where: Where): Figures {
  for (let tries = 1; ; tries++)
    try {
      return figuresOf(findOurProgram(ifname, where));
    } catch (error) {
      const isReplaced =
        error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === "XG608");
      if (!isReplaced || tries === TRIES) throw error;
    }
}

function figuresOf(program: OurProgram): Figures {
  const reader = openCounters(program);
  try {
    return {
      program,
      counters: reader.read(),
      sets: readSetFills(program),
      monitors: monitors(program),
    };
  } finally {
    reader.close();
  }
}
