import type { SuiteFile } from "./suite.js";

/** One way to break the compiler: a text in one of its files, and what stands there instead. */
export interface Mutant {
  /** Its name, kebab-case, the only one of its kind. */
  readonly name: string;
  /** The file that it changes, from the project's root. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  /** What takes its place. It has to be what a person could write by mistake: the file is still of good form. */
  readonly replace: string;
  /** What is wrong then, in one sentence. */
  readonly breaks: string;
  /** The tests that should notice. They run first; when they stay green, the rest of the suite runs. */
  readonly first: Aim;
}

/** Tests of one file of the suite: all of them, or those whose full name matches a regular expression. */
export interface Aim {
  readonly file: SuiteFile;
  readonly title?: string;
}

/** The mutants of one file. */
export function mutantsOf(file: string, rows: readonly Omit<Mutant, "file">[]): readonly Mutant[] {
  return rows.map((row) => ({ ...row, file }));
}

/** The tests of one field against the kernel. */
export const field = (name: string): Aim => ({
  file: "test/conformance/fields.test.ts",
  title: `kernel ${name} `,
});

/** Tests of protocols, policies, actions and the order of rules against the kernel. */
export const rulesets = (title: string): Aim => ({ file: "test/conformance/rulesets.test.ts", title });

/** Tests of what is written in docs/semantics.md, by the title of the sentence. */
export const contract = (title: string): Aim => ({ file: "test/conformance/contract.test.ts", title });

/** Tests of all fields in one program. */
export const TOGETHER: Aim = { file: "test/conformance/together.test.ts" };

/** Tests of rules that ask only whether a field is there. */
export const presence = (name: string): Aim => ({
  file: "test/conformance/presence.test.ts",
  title: `\\b${name}\\b`,
});

/** Tests of rulesets that are several functions of C. */
export const large = (title: string): Aim => ({ file: "test/conformance/large.test.ts", title });

/** Tests of two rules in one program. */
export const pairs = (title: string): Aim => ({ file: "test/conformance/pairs.test.ts", title });

/** Tests of packets and bytes of every rule. */
export const COUNTERS: Aim = { file: "test/conformance/counters.test.ts" };

/** Tests of rules that are looked up, classified and compared in one program. */
export const waysTogether = (title: string): Aim => ({
  file: "test/conformance/ways-together.test.ts",
  title,
});

/** Tests of live sets, limits and samples in the kernel. */
export const live = (name: "sets" | "limits" | "samples", title: string): Aim => ({
  file: `test/conformance/live/${name}.test.ts`,
  title,
});

/** Tests of predicates in the kernel. */
export const predicates = (
  name: "operators" | "program" | "random" | "live" | "live-sets",
  title: string,
): Aim => ({
  file: `test/conformance/predicates/${name}.test.ts`,
  title,
});

/** Tests of rules about two fields that are looked up at once. */
export const pairedRules = (title: string): Aim => ({
  file: "test/conformance/paired-rules.test.ts",
  title,
});

/** Tests of whole programs that use a prescribed strategy. */
export const forced = (title: string): Aim => ({
  file: "test/conformance/strategies/forced.test.ts",
  title: `${title}$`,
});

/** Tests of classifiers and of bit vectors by themselves in the kernel. */
export const firstMatch = (of: "classifiers" | "bit-vectors", title: string): Aim => ({
  file: `test/conformance/${of}/first-match.test.ts`,
  title,
});

/** Tests of whole programs with rules that are bit vectors. */
export const crowded = (title: string): Aim => ({
  file: "test/conformance/bit-vectors/crowded.test.ts",
  title,
});

/** Tests of a strategy's lookups in the kernel. */
export const strategy = (name: LookedInto, title: string): Aim => ({
  file: `test/conformance/strategies/${name}.test.ts`,
  title,
});

type NameIn<File> = File extends `test/conformance/strategies/${infer Name}.test.ts` ? Name : never;
type LookedInto = Exclude<NameIn<SuiteFile>, "forced">;

/** Tests of a part of the compiler by itself. */
export const unit = (file: SuiteFile): Aim => ({ file });
