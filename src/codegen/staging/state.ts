import {
  diagnostic,
  DiagnosticError,
  type Code,
  type MessageArguments,
  type Span,
} from "../../diagnostics/index.js";
import type { Expression, Operand } from "../../ir/index.js";
import type { FieldName } from "../../packet/index.js";

/** Where something stands in the user's source, and its text there: what an expression has of it. */
export interface Site {
  readonly span: Span;
  readonly text: string;
}

/** What a field is asked for with `in(…)`: that it is among values, or in one of some live sets; not to be, when negated. */
export interface AskedFor {
  /** undefined when there is nothing but live sets. */
  readonly operand: Operand | undefined;
  /** Their names. */
  readonly sets: readonly string[];
  readonly negated: boolean;
}

/** What staging asks of the lowering. */
export interface Surroundings {
  /** What stands in `in(…)`, for a field; undefined when something of it was refused. */
  readonly askedFor: (field: FieldName, values: readonly unknown[], span: Span) => AskedFor | undefined;
}

/** What is asked of a packet: where something of it is not there, the rule does not match. */
export type Read = Expression;

/** A decision on a condition that only a packet settles. */
export interface Fork {
  readonly condition: object;
  readonly id: number;
  taken: boolean;
}

/** The age of objects and variables: those that came up in a run may change in it, and in no run within it. */
export interface Age {
  /** The run in which this one went up, when it had no decisions. */
  into?: Age;
}

/** One way through a function. */
export interface Run {
  readonly age: Age;
  readonly parent: Run | undefined;
  /** The decisions so far, and those that are to be taken again. */
  readonly path: Fork[];
  next: number;
  /** What is known on this way, by the condition's identity. */
  readonly facts: Map<number, boolean>;
  readonly reads: Read[];
}

interface Staging {
  surroundings: Surroundings | undefined;
  run: Run | undefined;
  /** Where the program stands, as far as is known. */
  site: Site;
  /** Functions under way that are not of the rules: no packet data may come up in them. */
  readonly foreign: string[];
  /** The first refusal: it stands, whoever may have caught it. */
  refusal: DiagnosticError | undefined;
  /** How many runs there were. */
  runs: number;
  /** How often loops went round. */
  rounds: number;
}

export const NOWHERE: Site = { span: { file: "rules", line: 1, column: 1 }, text: "when(…)" };

/** The predicate that is being staged; there is one at a time, and none when `run` is undefined. */
export const staging: Staging = {
  surroundings: undefined,
  run: undefined,
  site: NOWHERE,
  foreign: [],
  refusal: undefined,
  runs: 0,
  rounds: 0,
};

/** Ends the staging of a predicate. */
export function refuse<C extends Code>(code: C, args: MessageArguments<C>, site: Site = staging.site): never {
  const error = new DiagnosticError([diagnostic(code, args, { span: site.span })]);
  staging.refusal ??= error;
  throw error;
}
