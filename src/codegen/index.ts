import { performance } from "node:perf_hooks";
import type { Diagnostic } from "../diagnostics/index.js";
import type { Program } from "../ir/index.js";
import { check } from "./1-check/index.js";
import { evaluate } from "./2-evaluate/index.js";
import { lower } from "./3-lower/index.js";
import { optimise } from "./4-optimise/index.js";
import { plan } from "./5-plan/index.js";
import { emit } from "./6-emit/index.js";
import { compile } from "./7-compile/index.js";
import { identify } from "./identity.js";
import type { XdpObject, XdpSource } from "./source.js";

export { projectRoot } from "./1-check/project-root.js";
export { lower, type Lowered } from "./3-lower/index.js";
export { optimise } from "./4-optimise/index.js";
export { plan } from "./5-plan/index.js";
export { emit } from "./6-emit/index.js";
export { findClang, type Clang } from "./7-compile/index.js";
export type { XdpObject, XdpSource } from "./source.js";
export { writeOutput, type OutputFile } from "./write-output.js";

/** The names of the phases, in order. */
export const PHASES = ["check", "evaluate", "lower", "optimise", "plan", "emit", "compile"] as const;
export type Phase = (typeof PHASES)[number];

export interface BuildOptions {
  /** The program's name; the rules file's when not given. */
  readonly name?: string | undefined;
  /** Told when a phase begins: for progress. */
  readonly onPhase?: (phase: Phase) => void;
}

/** What a build knows besides its result. */
export interface BuildReport {
  /** The program as the user wrote it, and after the optimiser. */
  readonly lowered: Program;
  readonly optimised: Program;
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds a phase. */
  readonly times: Readonly<Partial<Record<Phase, number>>>;
}

/** Runs one phase after another, and times them. */
function stopwatch(onPhase: BuildOptions["onPhase"]) {
  const times: Partial<Record<Phase, number>> = {};
  const run = async <T>(phase: Phase, work: () => T | Promise<T>): Promise<T> => {
    onPhase?.(phase);
    const start = performance.now();
    const result = await work();
    times[phase] = performance.now() - start;
    return result;
  };
  return { times, run };
}

/**
 * Turns a rules file into C: everything but clang.
 * @throws DiagnosticError with everything that is wrong with the rules
 */
export async function generate(path: string, { name, onPhase }: BuildOptions = {}): Promise<Generated> {
  const { times, run } = stopwatch(onPhase);
  const checked = await run("check", () => check(path));
  const identity = identify(checked, name);
  const declaration = await run("evaluate", () => evaluate(checked));
  const lowered = await run("lower", () => lower(declaration));
  const optimised = await run("optimise", () => optimise(lowered.program));
  const planned = await run("plan", () => plan(optimised.program));
  const source = await run("emit", () => emit(planned, lowered.program, identity));
  const diagnostics = [...lowered.diagnostics, ...optimised.diagnostics];
  return {
    checked,
    source,
    report: { lowered: lowered.program, optimised: optimised.program, diagnostics, times },
  };
}

/** C, and what it was made from. */
export interface Generated {
  readonly checked: ReturnType<typeof check>;
  readonly source: XdpSource;
  readonly report: BuildReport;
}

/**
 * Turns a rules file into an object: the seven phases. Writes nothing.
 * @throws DiagnosticError with everything that is wrong with the rules, or with this machine
 */
export async function build(
  path: string,
  options: BuildOptions = {},
): Promise<{ object: XdpObject; report: BuildReport }> {
  const { checked, source, report } = await generate(path, options);
  const { times, run } = stopwatch(options.onPhase);
  const object = await run("compile", () => compile(source, checked));
  return { object, report: { ...report, times: { ...report.times, ...times } } };
}
