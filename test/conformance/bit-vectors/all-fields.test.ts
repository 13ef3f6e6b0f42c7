/** Rules about nearly all fields that there are, in one program: what the verifier walks stays small whatever their number. */
import { describe, expect, test } from "vitest";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { FIELD_NAMES } from "../../../src/packet/index.js";
import { interpret } from "../../../src/testing/index.js";
import { fieldSamples, hostileFrames } from "../../../src/testing/samples.js";
import { createRandom } from "../../support/random-numbers.js";
import { programOfAllFields } from "../../support/rules-of-all-fields.js";
import { decodeAll, differences } from "../comparison.js";
import { withKernelProgram } from "../kernel-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

/** The most instructions that the verifier may walk, however many rules there are. */
const MOST_VERIFIED = 20_000;

/** So many frames are taken of all: the interpreter asks rule after rule. */
const FRAMES = 400;

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("rules about all fields"), () => {
  const all = [...hostileFrames(), ...FIELD_NAMES.flatMap(fieldSamples)].filter(
    ({ context }) => context === undefined,
  );
  const samples = decodeAll(all.filter((_, i) => i % Math.ceil(all.length / FRAMES) === 0));
  const packets = samples.map(({ packet }) => packet);

  test.each([
    [500, true],
    [2000, true],
    [2000, false],
    [5000, true],
  ])("%i rules, near the frames: %s", async (count, isNear) => {
    const program = programOfAllFields(count, isNear ? packets : [], createRandom(count));
    const planned = plan(program);
    expect(new Set(planned.parse.fields)).toEqual(new Set(FIELD_NAMES.filter(isAskedApart)));
    expect(planned.vectors.length).toBeGreaterThan(0);
    const decided = packets.map((packet) => interpret(program, packet).rule?.id);
    expect(new Set(decided).size).toBeGreaterThan(isNear ? FRAMES / 8 : 2);
    await withKernelProgram(program, ({ run, counts, verified }) => {
      expect(verified).toBeLessThan(MOST_VERIFIED);
      expect(differences(program, samples, run)).toEqual([]);
      const times = (id?: number) => BigInt(decided.filter((rule) => rule === id).length);
      expect(counts()).toEqual({ rules: program.rules.map(({ id }) => times(id)), policy: times() });
    });
  });
});

/** Beside others, ports of TCP and of UDP are those of either with the protocol. */
const isAskedApart = (field: string): boolean => !/^(tcp|udp)[SD]port$/.test(field);
