import type { Session } from "../../diagnostics/index.js";
import type { Program } from "../../ir/index.js";

/** One step of the optimiser: gives back an equal program, and reports what the user should know. */
export interface Pass {
  readonly name: string;
  readonly run: (program: Program, session: Session) => Program;
}
