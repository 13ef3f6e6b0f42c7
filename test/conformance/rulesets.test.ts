import { describe, expect, test } from "vitest";
import { ACTION_NAMES, PROTOCOL_NAMES, type ActionName } from "../../src/packet/index.js";
import type { Match } from "../../src/ir/index.js";
import { interpret } from "../../src/testing/index.js";
import { hostileFrames } from "../../src/testing/samples.js";
import { decodeAll, differences } from "./comparison.js";
import { withKernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { equals, programOf, protocolMatch } from "./rules.js";

const hostile = decodeAll(hostileFrames());

/** Each holds for a part of the frames for which the one before it holds. */
const NESTED: readonly (readonly Match[])[] = [
  [protocolMatch("ipv4")],
  [protocolMatch("ipv4"), protocolMatch("tcp")],
  [protocolMatch("tcp"), equals("tcpDport", 80)],
];

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, index) =>
    permutations(list.filter((_, i) => i !== index)).map((rest) => [first, ...rest]),
  );
}

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("rulesets in the kernel"),
  { concurrent: true },
  () => {
    test.each(PROTOCOL_NAMES)("%s() on every hostile frame", async (protocol) => {
      const program = programOf("pass", [["drop", protocolMatch(protocol)]]);
      await withKernelProgram(program, ({ run }) => expect(differences(program, hostile, run)).toEqual([]));
    });

    test.each(ACTION_NAMES)("a ruleset without rules and the policy %s", async (policy) => {
      const program = programOf(policy, []);
      await withKernelProgram(program, ({ run }) => expect(differences(program, hostile, run)).toEqual([]));
    });

    test.each(ACTION_NAMES)("a rule without matches and the action %s", async (action) => {
      const program = programOf(action === "pass" ? "drop" : "pass", [[action]]);
      await withKernelProgram(program, ({ run }) => expect(differences(program, hostile, run)).toEqual([]));
    });

    test.each(permutations([0, 1, 2]))(
      "the first match wins: rules in the order %i, %i, %i",
      async (...order) => {
        const rotated = (by: number): ActionName => ACTION_NAMES[(by + order[0]!) % ACTION_NAMES.length]!;
        const program = programOf(
          rotated(3),
          order.map((index) => [rotated(index), ...NESTED[index]!]),
        );
        await withKernelProgram(program, ({ run, counts }) => {
          expect(differences(program, hostile, run)).toEqual([]);
          const decided = hostile.map(({ packet }) => interpret(program, packet).rule?.id);
          expect(counts()).toEqual({
            rules: order.map((_, id) => BigInt(decided.filter((rule) => rule === id).length)),
            policy: BigInt(decided.filter((rule) => rule === undefined).length),
          });
        });
      },
    );
  },
);
