/** A difference between interpreter and kernel, made so small that it can be looked at. */
import { expressionFault, type BooleanExpression } from "../../../src/ir/index.js";
import { watching } from "../../support/expressions.js";
import { simplerExpressions, sizeOf } from "../../support/simpler-expressions.js";
import { plainest } from "../../fuzz/shrink.js";
import { holds, judgeAll, TOGETHER, withTrial, type Compiled, type PredicateDifference } from "./judges.js";

/**
 * The smallest predicate that is wrong on the frame, and the shortest and plainest frame that it is wrong on. Simpler predicates are tried
 * many at once: a program takes a second to be compiled, whatever is in it.
 */
export async function shrink(found: PredicateDifference, compiled?: Compiled): Promise<PredicateDifference> {
  let current = found;
  for (;;) {
    const next = await simplest(current, compiled);
    if (next === undefined) break;
    current = next;
  }
  const { expression, sample } = current;
  const program = watching([compiled?.(expression) ?? expression]);
  const plain = await withTrial(program, (counted) =>
    plainest(sample, ({ frame, context, packet }) => {
      return (counted(frame, context).length === 1) !== holds(expression, packet);
    }),
  );
  return { expression, sample: plain, interpreter: holds(expression, plain.packet) };
}

/** Of the first simpler predicates that are wrong the smallest one; undefined when all that are simpler are right. */
async function simplest(
  { expression, sample }: PredicateDifference,
  compiled: Compiled | undefined,
): Promise<PredicateDifference | undefined> {
  const size = sizeOf(expression);
  for (const some of batches(simplerExpressions(expression), size)) {
    const { differences } = await judgeAll(some, [sample], compiled);
    if (differences.length > 0)
      return differences.reduce((a, b) => (sizeOf(b.expression) < sizeOf(a.expression) ? b : a));
  }
  return undefined;
}

/** Sound expressions below a size, as many at once as a program takes. */
function* batches(
  candidates: Iterable<BooleanExpression>,
  size: number,
): Generator<readonly BooleanExpression[]> {
  let batch: BooleanExpression[] = [];
  for (const candidate of candidates) {
    if (sizeOf(candidate) >= size || expressionFault(candidate) !== undefined) continue;
    batch.push(candidate);
    if (batch.length < TOGETHER) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
