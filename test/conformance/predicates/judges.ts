import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import { verify, type BooleanExpression, type Program } from "../../../src/ir/index.js";
import { openTrial } from "../../../src/kernel/trial.js";
import { interpret, type DecodedPacket } from "../../../src/testing/index.js";
import { watching } from "../../support/expressions.js";
import { identityOf } from "../../support/identity.js";
import type { DecodedSample } from "../comparison.js";

/** A predicate and a frame for which interpreter and kernel do not agree. */
export interface PredicateDifference {
  readonly expression: BooleanExpression;
  readonly sample: DecodedSample;
  /** Whether it holds for the interpreter; for the kernel it is the opposite. */
  readonly interpreter: boolean;
}

/** A difference as it stands in a message. */
export const differenceText = ({ expression, sample, interpreter }: PredicateDifference) => ({
  predicate: expression.text,
  frame: `${sample.label}: ${Buffer.from(sample.frame).toString("hex")}`,
  interpreter,
  kernel: !interpreter,
});

/** What came of asking both judges about many predicates and frames. */
export interface Judged {
  /** The first few of them, each with a predicate of its own. */
  readonly differences: readonly PredicateDifference[];
  /** For how many frames each predicate held, by the interpreter. */
  readonly held: readonly number[];
  readonly evaluations: number;
}

/** More are of no use to a reader. */
const ENOUGH = 4;
/** Predicates of one program: a program takes a second to be compiled. */
export const TOGETHER = 48;

/** A compiler's own view of an expression; another one than this is how tests break it. */
export type Compiled = (expression: BooleanExpression) => BooleanExpression;
const AS_IT_IS: Compiled = (expression) => expression;

/** Asks the interpreter and the kernel about each of some predicates on each of some frames. */
export async function judgeAll(
  expressions: readonly BooleanExpression[],
  samples: readonly DecodedSample[],
  compiled = AS_IT_IS,
): Promise<Judged> {
  const found = new Map<BooleanExpression, PredicateDifference>();
  const held: number[] = [];
  for (let from = 0; from < expressions.length; from += TOGETHER) {
    const some = expressions.slice(from, from + TOGETHER);
    const program = watching(some);
    const counts = some.map(() => 0);
    await withTrial(watching(some.map(compiled)), (counted) => {
      for (const sample of samples) {
        const expected = countedBy(program, sample.packet);
        const answered = counted(sample.frame, sample.context);
        for (const id of expected) counts[id]!++;
        if (expected.join() === answered.join()) continue;
        for (const [id, expression] of some.entries()) {
          const interpreter = expected.includes(id);
          if (answered.includes(id) === interpreter || found.has(expression) || found.size >= ENOUGH)
            continue;
          found.set(expression, { expression, sample, interpreter });
        }
      }
    });
    held.push(...counts);
  }
  return { differences: [...found.values()], held, evaluations: expressions.length * samples.length };
}

const countedBy = (program: Program, packet: DecodedPacket): readonly number[] =>
  (interpret(program, packet).counted ?? []).map(({ id }) => id);

/** Whether a predicate holds for a packet, by the interpreter. */
export const holds = (expression: BooleanExpression, packet: DecodedPacket): boolean =>
  countedBy(watching([expression]), packet).length === 1;

type Counted = (frame: Uint8Array, context: DecodedSample["context"]) => readonly number[];

/** Loads a program as it stands, without the optimiser; `act` may ask which of its rules count a frame. */
export async function withTrial<T>(program: Program, act: (counted: Counted) => T): Promise<T> {
  verify(program, "the test");
  const { object: bytes, manifest } = await compile(
    emit(plan(program), program, identityOf("predicates")),
    [],
  );
  const trial = openTrial({ path: "predicates/xdp.o", bytes, manifest });
  try {
    return act((frame, context) => trial.run(frame, context).counted);
  } finally {
    trial.close();
  }
}
