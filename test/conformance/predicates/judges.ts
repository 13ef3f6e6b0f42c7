import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import { verify, type BooleanExpression, type Program } from "../../../src/ir/index.js";
import { openTrial } from "../../../src/kernel/trial.js";
import { interpret, type DecodedPacket } from "../../../src/testing/index.js";
import { watching } from "../../support/expressions.js";
import { identityOf } from "../../support/identity.js";
import type { DecodedSample } from "../comparison.js";

/** A frame for which the kernel does not hold the same predicates as the interpreter. */
export interface PredicateDifference {
  readonly frame: string;
  readonly bytes: string;
  /** Predicates that only one of the two holds. */
  readonly interpreter: readonly string[];
  readonly kernel: readonly string[];
}

/** What came of asking both judges about many predicates and frames. */
export interface Judged {
  /** The first few of them. */
  readonly differences: readonly PredicateDifference[];
  /** For how many frames each predicate held, by the interpreter. */
  readonly held: readonly number[];
  readonly evaluations: number;
}

/** More are of no use to a reader. */
const ENOUGH = 4;
/** Predicates of one program: a program takes a second to be compiled. */
const TOGETHER = 48;

/** Asks the interpreter and the kernel about each of some predicates on each of some frames. */
export async function judgeAll(
  expressions: readonly BooleanExpression[],
  samples: readonly DecodedSample[],
): Promise<Judged> {
  const differences: PredicateDifference[] = [];
  const held: number[] = [];
  for (let from = 0; from < expressions.length; from += TOGETHER) {
    const some = expressions.slice(from, from + TOGETHER);
    const program = watching(some);
    const counts = some.map(() => 0);
    await withTrial(program, (counted) => {
      for (const { label, frame, context, packet } of samples) {
        const [expected, answered] = [countedBy(program, packet), counted(frame, context)];
        for (const id of expected) counts[id]!++;
        if (expected.join() === answered.join() || differences.length >= ENOUGH) continue;
        const only = (ids: readonly number[], others: readonly number[]) =>
          ids.filter((id) => !others.includes(id)).map((id) => some[id]!.text);
        differences.push({
          frame: label,
          bytes: Buffer.from(frame).toString("hex"),
          interpreter: only(expected, answered),
          kernel: only(answered, expected),
        });
      }
    });
    held.push(...counts);
  }
  return { differences, held, evaluations: expressions.length * samples.length };
}

const countedBy = (program: Program, packet: DecodedPacket): readonly number[] =>
  (interpret(program, packet).counted ?? []).map(({ id }) => id);

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
