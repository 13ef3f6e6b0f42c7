import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIELD_NAMES, type FieldName } from "../../src/packet/index.js";
import { fieldSamples, hostileFrames, operatorsOf, type OperatorSample } from "../../src/testing/samples.js";
import { decodeAll, differences, type DecodedSample } from "./comparison.js";
import { makeStage, MAX_IFINDEX, QUEUES, type Stage } from "./interfaces.js";
import { withKernelProgram, type KernelProgram } from "./kernel-program.js";
import { kernelTitle, missingPrivilege } from "./privilege.js";
import { equals, fieldMatch, programOf } from "./rules.js";

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

/**
 * All operators of a field in one object, each a rule that a MAC address selects: compiling one object for each would
 * take minutes. The address lies where no sample's value can be (a locally administered multicast address).
 */
function selecting(field: FieldName) {
  const selector = field === "etherSrc" ? "etherDst" : "etherSrc";
  const at = selector === "etherSrc" ? 6 : 0;
  const program = programOf(
    "pass",
    operatorsOf(field).map((operator, index) => [
      "drop",
      equals(selector, address(index)),
      fieldMatch(field, operator),
    ]),
  );
  const select = (frame: Uint8Array, index: number) => {
    const selected = Uint8Array.from(frame);
    selected.set([0x03, 0, 0, 0, 0, index], at);
    return selected;
  };
  return { program, select };
}

const address = (index: number) => 0x03_00_00_00_00_00n + BigInt(index);

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
      test("every operator on every value, and on a share of the hostile frames", async () => {
        const { program, select } = selecting(field);
        const all = operatorsOf(field);
        const samples = samplesOf(field);
        await withKernelProgram(program, (kernel) => {
          for (const [index, operator] of all.entries()) {
            const share = hostile.filter((_, i) => i % all.length === index);
            const run: KernelProgram["run"] = (frame, context) => kernel.run(select(frame, index), context);
            expect(compare(alone(field, operator), [...samples, ...share], run), operator.name).toEqual([]);
          }
        });
      });

      test("a rule of its own on every hostile frame", async () => {
        const negated = operatorsOf(field).find(({ name }) => name.startsWith("not "))!;
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
