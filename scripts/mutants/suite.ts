/**
 * The tests that have to notice a mutant, the fast ones first. Goldens are not among them, and neither are the tests of
 * documents: they compare text, so any change of the emitter makes them red, and that would show nothing. Nor is the fuzzing:
 * what only chance notices is a test that is missing.
 */
export const SUITE = {
  unit: [
    "test/unit/ir/intervals.test.ts",
    "test/unit/packet/datatypes.test.ts",
    "test/unit/packet/tables.test.ts",
    "test/unit/codegen/refused-literals.test.ts",
    "test/unit/codegen/optimise.test.ts",
    "test/unit/codegen/shadowed.test.ts",
    "test/unit/codegen/optimised-decisions.test.ts",
    "test/unit/codegen/parts.test.ts",
    "test/unit/codegen/elements.test.ts",
    "test/unit/codegen/exact-values.test.ts",
    "test/unit/codegen/hashing.test.ts",
    "test/unit/codegen/pilots.test.ts",
    "test/unit/codegen/plan/flatten.test.ts",
    "test/unit/codegen/plan/sections.test.ts",
    "test/unit/codegen/plan/limits.test.ts",
    "test/unit/codegen/plan/pairs.test.ts",
    "test/unit/codegen/bit-vectors/rows.test.ts",
    "test/unit/codegen/bit-vectors/vectorise.test.ts",
    "test/unit/codegen/classifiers/classes.test.ts",
    "test/unit/codegen/classifiers/classify.test.ts",
    "test/unit/codegen/strategies/compare.test.ts",
    "test/unit/codegen/strategies/single-probe.test.ts",
    "test/unit/codegen/strategies/perfect-hash.test.ts",
    "test/unit/codegen/strategies/direct.test.ts",
    "test/unit/codegen/strategies/flip-points.test.ts",
    "test/unit/codegen/strategies/prefix-bitmap.test.ts",
    "test/unit/codegen/strategies/ipv6-flip-points.test.ts",
    "test/unit/codegen/lists/readers.test.ts",
    "test/unit/codegen/lists/sets.test.ts",
    "test/unit/manifest/codec.test.ts",
    "test/unit/predicates/table.test.ts",
    "test/unit/predicates/recognised.test.ts",
    "test/unit/predicates/random.test.ts",
    "test/unit/predicates/exceptions.test.ts",
    "test/unit/predicates/refused.test.ts",
    "test/unit/predicates/live-sets.test.ts",
    "test/diagnostics/samples.test.ts",
    "test/unit/testing/decode-ip.test.ts",
    "test/unit/testing/decode-link.test.ts",
    "test/unit/testing/interpret.test.ts",
    "test/unit/testing/evaluate.test.ts",
    "test/unit/ir/expression.test.ts",
    "test/unit/testing/samples.test.ts",
  ],
  conformance: [
    "test/conformance/counters.test.ts",
    "test/conformance/rulesets.test.ts",
    "test/conformance/contract.test.ts",
    "test/conformance/together.test.ts",
    "test/conformance/presence.test.ts",
    "test/conformance/pairs.test.ts",
    "test/conformance/fields.test.ts",
    "test/conformance/ways-together.test.ts",
    "test/conformance/paired-rules.test.ts",
    "test/conformance/strategies/compare.test.ts",
    "test/conformance/strategies/single-probe.test.ts",
    "test/conformance/strategies/perfect-hash.test.ts",
    "test/conformance/strategies/direct.test.ts",
    "test/conformance/strategies/flip-points.test.ts",
    "test/conformance/strategies/prefix-bitmap.test.ts",
    "test/conformance/strategies/ipv6-flip-points.test.ts",
    "test/conformance/strategies/forced.test.ts",
    "test/conformance/live/sets.test.ts",
    "test/conformance/live/limits.test.ts",
    "test/conformance/live/samples.test.ts",
    "test/conformance/predicates/operators.test.ts",
    "test/conformance/predicates/program.test.ts",
    "test/conformance/predicates/random.test.ts",
    "test/conformance/predicates/examples.test.ts",
    "test/conformance/predicates/live.test.ts",
    "test/conformance/predicates/live-sets.test.ts",
    "test/conformance/classifiers/first-match.test.ts",
    "test/conformance/bit-vectors/first-match.test.ts",
    "test/conformance/bit-vectors/crowded.test.ts",
    "test/conformance/large.test.ts",
  ],
} as const satisfies Record<string, readonly string[]>;

/** vitest's projects that have tests of the suite. */
export type SuiteProject = keyof typeof SUITE;
export type SuiteFile = (typeof SUITE)[SuiteProject][number];

/** What one run of vitest runs: some files of a project, in it all tests or those of a name. */
export interface Step {
  readonly project: SuiteProject;
  readonly files: readonly SuiteFile[];
  readonly title?: string;
}

/** All of the suite, in the order in which it runs: the tests of parts together, then each file that needs the kernel. */
export const STEPS: readonly Step[] = [
  { project: "unit", files: SUITE.unit },
  ...SUITE.conformance.map((file): Step => ({ project: "conformance", files: [file] })),
];

/** The project that a file belongs to. */
export function projectOf(file: SuiteFile): SuiteProject {
  return (SUITE.unit as readonly SuiteFile[]).includes(file) ? "unit" : "conformance";
}
