import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { optimise } from "../../src/codegen/4-optimise/index.js";
import type { PlanOptions } from "../../src/codegen/5-plan/index.js";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import type { Program } from "../../src/ir/index.js";
import { FIELD_NAMES, type FieldName } from "../../src/packet/index.js";
import { fieldSamples, hostileFrames, operatorsOf, type OperatorSample } from "../../src/testing/samples.js";
import { decodeAll, differences, type DecodedSample } from "./comparison.js";
import { makeStage, MAX_IFINDEX, QUEUES, type Stage } from "./interfaces.js";
import { withKernelProgram, type KernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { fieldMatch, programOf } from "./rules.js";
import { selecting } from "./selecting.js";

const hostile = decodeAll(hostileFrames());

/** The samples that this kernel can be given: a frame comes in through an interface and a queue that there are. */
const samplesOf = (field: FieldName) =>
  decodeAll(
    fieldSamples(field).filter(
      ({ context }) =>
        context === undefined ||
        (context.ingressIfindex > 0 && context.ingressIfindex <= MAX_IFINDEX && context.rxQueue < QUEUES),
    ),
  );

/** The operator alone, as a rule. */
const alone = (field: FieldName, operator: OperatorSample) =>
  programOf("pass", [["drop", fieldMatch(field, operator)]]);

/** What a build makes of the program; the operators that can hold for no packet at all, which it refuses, hold for none here. */
function optimised(program: Program): Program {
  const rules = program.rules.filter((rule) => {
    try {
      return optimise({ ...program, rules: [rule] }).program.rules.length > 0;
    } catch (error) {
      if (error instanceof DiagnosticError) return false;
      throw error;
    }
  });
  return optimise({ ...program, rules }).program;
}

const asWritten = (program: Program) => program;

/** So many rules of two fields would be classified: compared, they show what every comparison in C does. */
const WAYS: readonly (readonly [string, (program: Program) => Program, PlanOptions])[] = [
  ["as written, compared", asWritten, { strategy: "in-order" }],
  ["as written", asWritten, {}],
  ["optimised", optimised, {}],
];

describe.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("fields in the kernel"),
  { concurrent: true },
  () => {
    let stage: Stage | undefined;
    beforeAll(() => {
      const contexts = FIELD_NAMES.flatMap(samplesOf).flatMap(({ context }) => context ?? []);
      stage = makeStage(contexts.map(({ ingressIfindex }) => ingressIfindex));
    });
    afterAll(() => stage?.remove());

    describe.each(FIELD_NAMES)("%s", (field) => {
      test.each(WAYS)(
        "every operator on every value, and on a share of the hostile frames: %s",
        async (_, prepare, options) => {
          const all = operatorsOf(field);
          const { program, select } = selecting(
            all.map((operator) => fieldMatch(field, operator)),
            field,
          );
          const samples = samplesOf(field);
          const compareAll = (kernel: KernelProgram) => {
            for (const [index, operator] of all.entries()) {
              const share = hostile.filter((_, i) => i % all.length === index);
              const run: KernelProgram["run"] = (frame, context) =>
                kernel.run(select({ label: "", frame }, index).frame, context);
              expect(compare(alone(field, operator), [...samples, ...share], run), operator.name).toEqual([]);
            }
          };
          await withKernelProgram(prepare(program), compareAll, options);
        },
      );

      test("a rule of its own on every hostile frame", async () => {
        // It holds for next to all values, so that a frame without the field shows.
        const negated = operatorsOf(field).find(
          ({ name }) => name.startsWith("not ") && name !== "not everything",
        )!;
        const program = alone(field, negated);
        await withKernelProgram(program, (kernel) => {
          expect(compare(program, hostile, (frame) => kernel.run(frame))).toEqual([]);
        });
      });
    });

    const compare = (
      program: ReturnType<typeof alone>,
      samples: readonly DecodedSample[],
      run: KernelProgram["run"],
    ) => stage!.inside(() => differences(program, samples, run));
  },
);
