/** Thousands of rules that no table of classes has room for: nothing is compared in order, and the verifier has little to walk. */
import { describe, expect, test } from "vitest";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { drop, pass, type AnyRule } from "../../../src/dsl/index.js";
import { interpret, programOf } from "../../../src/testing/index.js";
import { hostileFrames } from "../../../src/testing/samples.js";
import { crowdedRules, overlappingRules } from "../../support/crowded-rules.js";
import { createRandom } from "../../support/random-numbers.js";
import { decodeAll, differences } from "../comparison.js";
import { withKernelProgram } from "../kernel-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

/** The most instructions that the verifier may walk, however many rules there are. */
const MOST_VERIFIED = 20_000;

/** So many frames are taken of all; the interpreter asks rule after rule. */
const FRAMES = 300;

const random = createRandom(1);
const both = ([a, b]: readonly (typeof crowdedRules | typeof overlappingRules)[], count: number) => {
  const [first, second] = [a!(count, random), b!(count, random)];
  return {
    rules: first.rules.flatMap((rule, i): readonly AnyRule[] => [rule, second.rules[i]!]),
    frames: [...first.frames, ...second.frames],
  };
};

const LISTS = {
  "40 rules, each about other fields": () => crowdedRules(40, random),
  "6,000 overlapping ranges of ports, with addresses": () => overlappingRules(6000, random),
  "2,000 rules, each about other fields": () => crowdedRules(2000, random),
  "10,000 rules of everything": () => both([crowdedRules, overlappingRules], 5000),
} as const;

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("crowded rulesets"), () => {
  test.each(Object.entries(LISTS))("%s", async (_, make) => {
    const { rules, frames } = make();
    const program = programOf([pass("friend").ipv4Src("10.0.0.1"), ...rules, drop("the rest").tcpDport(22)]);
    const planned = plan(program);
    expect(planned.vectors.length).toBeGreaterThan(0);
    expect(planned.rules.length).toBeLessThan(10);
    const every = Math.ceil(frames.length / FRAMES);
    const samples = decodeAll([
      ...frames.filter((_, i) => i % every === 0).map((bytes, i) => ({ label: `frame ${i}`, frame: bytes })),
      ...hostileFrames().filter(({ context }, i) => context === undefined && i % 20 === 0),
    ]);
    const decided = samples.map(({ packet }) => interpret(program, packet).rule?.id);
    expect(new Set(decided).size).toBeGreaterThan(Math.min(rules.length / 3, FRAMES / 3));
    await withKernelProgram(program, ({ run, counts, verified }) => {
      expect(verified).toBeLessThan(MOST_VERIFIED);
      expect(differences(program, samples, run)).toEqual([]);
      const times = (id?: number) => BigInt(decided.filter((rule) => rule === id).length);
      expect(counts()).toEqual({ rules: program.rules.map(({ id }) => times(id)), policy: times() });
    });
  });
});
