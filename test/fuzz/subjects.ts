import { optimise } from "../../src/codegen/4-optimise/index.js";
import { plan, WAYS, type PlanOptions } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import type { XdpSource } from "../../src/codegen/source.js";
import type { Program } from "../../src/ir/index.js";
import type { XdpObject } from "../../src/kernel/object.js";
import { attempt, failureOf, type Attempt } from "./attempt.js";
import { readPlainly, type Reading } from "./plain-reading.js";
import type { WrittenRuleset } from "./written.js";
import { identityOf } from "../support/identity.js";

/** A generated program in the kernel. */
export interface ProgramSubject {
  readonly kind: "program";
  readonly name: string;
  /** What is done to a program before it is compiled. */
  readonly prepare: (program: Program) => Program;
  /** How its rules are to be decided; by the planner's own choice when it is not said. */
  readonly options?: PlanOptions;
}

/** A reading of the ruleset as it was written. */
export interface ReadingSubject {
  readonly kind: "reading";
  readonly name: string;
  readonly read: (ruleset: WrittenRuleset) => Reading;
}

/** Who is compared with the reference interpreter, which judges by the program before the optimiser. */
export type Subject = ProgramSubject | ReadingSubject;

const optimised = (program: Program) => optimise(program).program;

/** The program as it was written, and as a build compiles it: by the planner's own choice, and in every way that can be prescribed. */
export const PROGRAMS: readonly ProgramSubject[] = [
  { kind: "program", name: "unoptimised program", prepare: (program) => program },
  { kind: "program", name: "optimised program", prepare: optimised },
  ...WAYS.map((strategy): ProgramSubject => ({
    kind: "program",
    name: `by ${strategy}`,
    prepare: optimised,
    options: { strategy },
  })),
];

const READING: ReadingSubject = { kind: "reading", name: "plain reading", read: readPlainly };

/**
 * Who is asked about a ruleset: the program as it was written, the optimised one, and the optimised one in one of the ways that can
 * be prescribed, which come in turn; and the plain reading. Interpreter and programs go by the same lowered literals; the reading
 * has none of that.
 */
export function subjectsOf(number: number): readonly Subject[] {
  return [...PROGRAMS.slice(0, 2), PROGRAMS[2 + (number % WAYS.length)]!, READING];
}

/** What a subject made of a ruleset. */
export type Prepared =
  | { readonly kind: "object"; readonly object: XdpObject }
  | { readonly kind: "reading"; readonly read: Reading };

const IDENTITY = identityOf("fuzz");

/**
 * Has each subject prepare itself for a program, clang for all at once. Whatever goes wrong is a result. Only a program
 * whose ruleset is known can be read plainly.
 */
export async function prepareFor(
  program: Program,
  ruleset: WrittenRuleset | undefined,
  subjects: readonly Subject[],
): Promise<Attempt<Prepared>[]> {
  const objects = new Map<string, Promise<Attempt<Prepared>>>();
  const prepare = async (subject: Subject): Promise<Attempt<Prepared>> => {
    if (subject.kind === "reading") {
      if (ruleset === undefined) throw new TypeError("there is no ruleset to read");
      return attempt(() => ({ kind: "reading", read: subject.read(ruleset) }));
    }
    const source = attempt(() => emit(plan(subject.prepare(program), subject.options), program, IDENTITY));
    if ("failed" in source) return source;
    const { text } = source.done;
    // Where the optimiser finds nothing to do, both are the same.
    const object = objects.get(text) ?? compileSource(source.done);
    objects.set(text, object);
    return object;
  };
  return Promise.all(subjects.map(prepare));
}

async function compileSource(source: XdpSource): Promise<Attempt<Prepared>> {
  try {
    const { object: bytes, manifest } = await compile(source, []);
    return { done: { kind: "object", object: { path: "fuzz/xdp.o", bytes, manifest } } };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}
