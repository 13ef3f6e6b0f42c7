import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { optimise } from "../../src/codegen/4-optimise/index.js";
import { plan, WAYS, type PlanOptions } from "../../src/codegen/5-plan/index.js";
import { emit } from "../../src/codegen/6-emit/index.js";
import { compile } from "../../src/codegen/7-compile/index.js";
import { build, type XdpObject } from "../../src/codegen/index.js";
import type { Match, Operand, Program } from "../../src/ir/index.js";
import { FIELD_NAMES, PROTOCOL_NAMES, type FieldName } from "../../src/packet/index.js";
import { ethernet, frame, ipv4, tcp } from "../../src/testing/frames.js";
import { fieldSamples, hostileFrames, operatorsOf, type Sample } from "../../src/testing/samples.js";
import { equals, fieldMatch, programOf, protocolMatch } from "../conformance/rules.js";
import { selecting } from "../conformance/selecting.js";
import { batchOf } from "../fuzz/batch.js";
import { programBy } from "../fuzz/declared-by.js";
import { sorted } from "../fuzz/possible.js";
import { rulesetOf } from "../fuzz/rulesets.js";
import { programOf as declared } from "../../src/testing/index.js";
import { crowdedRules, overlappingRules } from "../support/crowded-rules.js";
import { identityOf } from "../support/identity.js";
import { ONE_FIELD_RULES } from "../support/one-field-rules.js";
import { liveCases } from "./live-case.js";
import { predicateCases } from "./predicate-cases.js";
import { createRandom } from "../support/random-numbers.js";

/** A program, and frames to run it on. */
export interface KernelCase {
  readonly title: string;
  /** The rules as they were written, which is what the interpreter goes by, and the object made of them. */
  readonly make: () => Promise<{ readonly written: Program; readonly object: XdpObject }>;
  readonly frames: readonly Sample[];
}

const ROOT = path.join(import.meta.dirname, "../..");
const SEED = 20_240_117;

const hostile = hostileFrames();
/** Frames that come in through the loopback interface's first queue, as all do here. */
const plain = (field: FieldName): Sample[] =>
  fieldSamples(field).filter(({ context }) => context === undefined);
const samples = FIELD_NAMES.flatMap(plain);

/** Every `of`-th of a list, from the `nth` on: all of it in the end, over many cases. */
const share = <T>(list: readonly T[], of: number, nth = 0): T[] => list.filter((_, i) => i % of === nth % of);

const mixed = [...share(hostile, 8), ...share(samples, 16)];

/** How a case's program is compiled that is of no rules file. */
type Making = "as written" | "optimised";

const IDENTITY = identityOf("kernels");

const inMemory =
  (written: Program, making: Making, options: PlanOptions = {}): KernelCase["make"] =>
  async () => {
    const program = making === "optimised" ? optimise(written).program : written;
    return { written, object: await compile(emit(plan(program, options), written, IDENTITY), []) };
  };

function ofRulesFile(title: string, file: string): KernelCase {
  const make: KernelCase["make"] = async () => {
    const { object, report } = await build(path.join(ROOT, file), { name: path.basename(title) });
    return { written: report.lowered, object };
  };
  return { title, make, frames: mixed };
}

/** All examples, and the rulesets whose C is kept for reading. */
const rulesFiles = [
  ...readdirSync(path.join(ROOT, "rules")).map((name) => path.join("rules", name)),
  ...readdirSync(path.join(ROOT, "test/golden"), { withFileTypes: true })
    // What its rules do depends on time and chance: liveCases has programs of which it does not.
    .filter((entry) => entry.isDirectory() && entry.name !== "live")
    .map(({ name }) => path.join("test/golden", name, "rules.ts")),
].map((file) => ofRulesFile(file.replace(/(\/rules)?\.ts$/, ""), file));

/** As many frames of a field's own as one of its programs is run on, or a few more. */
const FIELD_FRAMES = 500;

const fields = FIELD_NAMES.map((field, nth): KernelCase => {
  const operators = operatorsOf(field);
  const matches = operators.map((operator) => fieldMatch(field, operator));
  const { program, select } = selecting(matches, field);
  const own = plain(field);
  const every = Math.max(1, Math.ceil((own.length * operators.length) / FIELD_FRAMES));
  const frames = operators.flatMap((_, index) =>
    share(own, every, index).map((sample) => select(sample, index)),
  );
  const others = share(hostile, 16, nth).map((sample, i) => select(sample, i % operators.length));
  return {
    title: `every operator of ${field}`,
    make: inMemory(program, "as written"),
    frames: [...frames, ...others],
  };
});

function everyProtocol(): KernelCase {
  const { program, select } = selecting(PROTOCOL_NAMES.map(protocolMatch));
  return {
    title: "every protocol",
    make: inMemory(program, "as written"),
    frames: share(hostile, 2).map((sample, i) => select(sample, i % PROTOCOL_NAMES.length)),
  };
}

/** How many programs there are about some fields, whichever. */
const SUBSETS = 16;
/** So few rules stand in the program's own function, beside the parser, which then has few registers left. */
const SUBSET_RULES = 18;

/**
 * Rules of one to four fields. What the parser keeps in registers and what on the stack depends on what it has to look for, and
 * older verifiers forget some of what is kept on the stack.
 */
function subsets(): KernelCase[] {
  const subset = fc.record({
    fields: fc.shuffledSubarray([...FIELD_NAMES], { minLength: 3 }),
    size: fc.integer({ min: 1, max: 4 }),
    operator: fc.nat(),
  });
  return fc.sample(subset, { seed: SEED, numRuns: SUBSETS }).map(({ fields, size, operator }, nth) => {
    const rules = Array.from({ length: Math.min(SUBSET_RULES, Math.ceil(fields.length / size)) }, (_, rule) =>
      fields.slice(rule * size, (rule + 1) * size),
    );
    const match = (field: FieldName): Match => {
      const short = operatorsOf(field).filter(({ operand }) => valuesIn(operand) <= 2);
      return fieldMatch(field, short[operator % short.length]!);
    };
    const program = programOf(
      "pass",
      rules.map((fields): readonly ["drop", ...Match[]] => ["drop", ...fields.map(match)]),
    );
    return {
      title: `subset ${nth}: ${rules.flat().length} fields in ${rules.length} rules`,
      make: inMemory(program, "as written"),
      frames: share(mixed, 4, nth),
    };
  });
}

const valuesIn = (operand: Operand): number =>
  operand.kind === "bits"
    ? operand.tests.length
    : operand.kind === "set"
      ? operand.firsts.length
      : operand.intervals.length;

/** Random rulesets of 1 to 40 rules. */
const RANDOM_RULESETS = 12;
/** So many of them, one after the other, are a ruleset of some 200 rules about everything. */
const TOGETHER = 24;
const RANDOM_FRAMES = 1500;

function random(): KernelCase[] {
  const batch = batchOf(SEED, 0, RANDOM_FRAMES);
  const frames = [...mixed, ...batch.frames.filter(({ context }) => context === undefined)];
  const programs = Array.from({ length: TOGETHER }, (_, number) =>
    programBy(sorted(rulesetOf(SEED, number, batch)).ruleset),
  );
  const rules = programs
    .flatMap((program) => program.rules)
    .map((rule, id) => ({ ...rule, id, name: `${id}: ${rule.name}` }));
  return (["as written", "optimised"] as const).flatMap((making) => [
    ...programs.slice(0, RANDOM_RULESETS).map((program, number): KernelCase => ({
      title: `random ruleset ${number} of ${program.rules.length} rules, ${making}`,
      make: inMemory(program, making),
      frames,
    })),
    {
      title: `${rules.length} random rules, ${making}`,
      make: inMemory({ policy: "pass", rules, sets: [] }, making),
      frames,
    },
  ]);
}

/** How many of a large program's rules have a frame that they decide. */
const LARGE_FRAMES = 200;

/** Rules of two fields, each with values of its own, and frames for some of them. */
function large(rules: number): KernelCase {
  const base = 0x0a_00_00_00; // 10.0.0.0
  const numbers = Array.from({ length: rules }, (_, index) => index);
  const program = programOf(
    "pass",
    numbers.map((n): readonly ["drop", ...Match[]] => [
      "drop",
      equals("ipv4Src", base + n),
      equals("tcpDport", n),
    ]),
  );
  const decided = share(numbers, rules / LARGE_FRAMES).map((n): Sample => {
    const src = [24, 16, 8, 0].map((shift) => ((base + n) >> shift) & 0xff).join(".");
    return { label: `for rule ${n}`, frame: frame(ethernet(), ipv4({ src }), tcp({ dport: n })) };
  });
  return {
    title: `${rules} rules`,
    make: inMemory(program, "optimised"),
    frames: [...decided, ...share(hostile, 32)],
  };
}

/** Tables of every strategy have so many rules in them. */
const LOOKED_UP = 300;

/** Rules about one field, decided in every way that can do it. */
function lookedUp(): KernelCase[] {
  return ONE_FIELD_RULES.flatMap(({ name, rules, frames }) => {
    const program = declared(rules(LOOKED_UP));
    const samples = frames(LOOKED_UP).map((bytes, i): Sample => ({ label: `frame ${i}`, frame: bytes }));
    return WAYS.filter((strategy) => isUsed(program, strategy)).map((strategy): KernelCase => ({
      title: `${name}, ${strategy}`,
      make: inMemory(program, "as written", { strategy }),
      frames: [...share(samples, 4), ...share(hostile, 32)],
    }));
  });
}

const isUsed = (program: Program, strategy: (typeof WAYS)[number]): boolean =>
  strategy === "in-order" ||
  plan(program, { strategy }).lookups.some((lookup) => lookup.strategy === strategy);

/** Rules about several fields that no classifier has room for. */
const CROWDED = 600;

/** Many rules, each about other fields, and ranges of ports that overlap: bit vectors. */
function crowded(): KernelCase[] {
  const random = createRandom(SEED);
  return Object.entries({ crowdedRules, overlappingRules }).map(([title, make]): KernelCase => {
    const { rules, frames } = make(CROWDED, random);
    const samples = frames.map((bytes, i): Sample => ({ label: `for rule ${i}`, frame: bytes }));
    return {
      title: `${CROWDED} rules: ${title}`,
      make: inMemory(declared(rules), "as written"),
      frames: [...share(samples, 4), ...share(hostile, 32)],
    };
  });
}

/** What takes longest to compile comes first. */
export const CASES: readonly KernelCase[] = [
  ...[10_000, 1_000].map(large),
  ...rulesFiles,
  ...fields,
  ...subsets(),
  everyProtocol(),
  ...random(),
  ...lookedUp(),
  ...liveCases(share(mixed, 4)),
  ...crowded(),
  ...predicateCases(share(mixed, 4)),
];
