/** Two answers for each predicate and each packet: JavaScript's, and that of the expression that it was compiled to. */
import { check } from "../../../src/codegen/1-check/check.js";
import { evaluate } from "../../../src/codegen/2-evaluate/index.js";
import { lower } from "../../../src/codegen/3-lower/index.js";
import type { Program } from "../../../src/ir/index.js";
import type { Predicate } from "../../../src/dsl/index.js";
import type { DecodedPacket } from "../../../src/testing/index.js";
import { evaluate as evaluateExpression } from "../../../src/testing/evaluate.js";
import { askPlain, plainPacket, withMembers } from "./plain-packet.js";

/** The program of a rules file, by the first three phases. */
export async function loweredProgram(path: string): Promise<Program> {
  const source = check(path);
  return lower(await evaluate(source), source.root).program;
}

/** Where the two differ, and how often each predicate held. */
export interface Comparison {
  readonly differences: readonly string[];
  readonly held: ReadonlyMap<string, number>;
}

/** Rules are named as their predicates are. */
export function comparePredicates(
  program: Program,
  predicates: Readonly<Record<string, Predicate>>,
  packets: readonly DecodedPacket[],
): Comparison {
  const differences: string[] = [];
  const held = new Map<string, number>();
  const views = packets.map(plainPacket);
  withMembers(() => {
    for (const { name, predicates: staged } of program.rules)
      for (const [i, packet] of packets.entries()) {
        const wanted = askPlain(predicates[name]!, views[i]!);
        if (wanted) held.set(name, (held.get(name) ?? 0) + 1);
        const holds = staged.every(({ expression }) => evaluateExpression(expression, packet) === true);
        if (holds !== wanted)
          differences.push(`${name}: packet ${i} ${String(holds)} and not ${String(wanted)}`);
      }
  });
  return { differences, held };
}
