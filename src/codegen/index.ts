import { performance } from "node:perf_hooks";
import { DiagnosticError, type Diagnostic } from "../diagnostics/index.js";
import type { Program } from "../ir/index.js";
import { startCheck, type Checking } from "./1-check/index.js";
import type { CheckedSource } from "./checked-source.js";
import { identify } from "./identity.js";
import type { PlanOptions } from "./5-plan/index.js";
import type { Choice } from "./plan.js";
import type { XdpObject, XdpSource } from "./source.js";

export { CLIENT_FILE } from "./client/file-name.js";
export { projectRoot } from "./1-check/index.js";
export { lower, type Lowered } from "./3-lower/index.js";
export { optimise } from "./4-optimise/index.js";
export { plan, WAYS, type PlanOptions } from "./5-plan/index.js";
export { type Choice, type Option, type StrategyName } from "./plan.js";
export type { XdpObject, XdpSource } from "./source.js";
export { writeOutput, type OutputFile } from "./write-output.js";

/** The names of the phases, in order. */
export const PHASES = ["check", "evaluate", "lower", "optimise", "plan", "emit", "compile"] as const;
export type Phase = (typeof PHASES)[number];

export interface BuildOptions {
  /** The program's name; the rules file's when not given. */
  readonly name?: string | undefined;
  /** Prescribes how rules are decided, wherever that is possible: for tests and measurements. */
  readonly strategy?: PlanOptions["strategy"];
  /** Bytes of kernel memory that tables may take. */
  readonly memory?: number | undefined;
  /** The typed client for Node is written as well, while clang is at work. */
  readonly client?: boolean;
  /** Told when a phase begins: for progress. */
  readonly onPhase?: (phase: Phase) => void;
}

/** What a build knows besides its result. */
export interface BuildReport {
  /** The program as the user wrote it, and after the optimiser. */
  readonly lowered: Program;
  readonly optimised: Program;
  /** How rules are decided: what is looked up, and by what; the other rules are compared one after the other. */
  readonly choices: readonly Choice[];
  /** How many rules are compared. */
  readonly compared: number;
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds a phase, and from the start to the end: the check goes on beside the others. */
  readonly times: Readonly<Partial<Record<Phase | "total", number>>>;
}

/** C, what it was made from, and what came up. */
export interface Generated {
  readonly source: XdpSource;
  /** The text of the client; undefined unless it was asked for. */
  readonly client: string | undefined;
  readonly report: BuildReport;
}

/** An object, what it was made from, and what came up. */
export interface Built {
  readonly object: XdpObject;
  /** The text of the client; undefined unless it was asked for. */
  readonly client: string | undefined;
  readonly report: BuildReport;
}

/**
 * Turns a rules file into C: everything but clang.
 * @throws DiagnosticError with everything that is wrong with the rules
 */
export async function generate(path: string, options: BuildOptions = {}): Promise<Generated> {
  const { result, report } = await run(path, options, async (source, { client }) => ({
    source,
    client: await client(source),
  }));
  return { ...result, report };
}

/**
 * Turns a rules file into an object: the seven phases. Writes nothing.
 * @throws DiagnosticError with everything that is wrong with the rules, or with this machine
 */
export async function build(path: string, options: BuildOptions = {}): Promise<Built> {
  const { result, report } = await run(path, options, async (source, { checked, phase, client: write }) => {
    const { compile } = await import("./7-compile/index.js");
    const writing = write(source);
    // Types may be refused while clang is at work, which is waited for whatever that comes to.
    writing.catch(() => undefined);
    const object = await phase("compile", () => compile(source, checked.sources));
    return { object, client: await writing };
  });
  return { ...result, report };
}

/** clang, and the type checker's thread, are at work when this is asked for: prettier is loaded meanwhile. */
async function clientOf({ manifest }: XdpSource, checking: Checking): Promise<string> {
  const [{ format }, text] = await Promise.all([
    import("./client/format.js"),
    checking.writeClient(manifest),
  ]);
  return format(text);
}

type Timed = <T>(phase: Phase, work: () => T | Promise<T>) => Promise<T>;

/** What is at hand when the source has been emitted. */
interface Finishing {
  readonly checked: CheckedSource;
  readonly phase: Timed;
  /** The client's text, if it was asked for. */
  readonly client: (source: XdpSource) => Promise<string | undefined>;
}

async function run<R>(
  path: string,
  { name, strategy, memory, client = false, onPhase }: BuildOptions,
  finish: (source: XdpSource, at: Finishing) => Promise<R>,
): Promise<{ result: R; report: BuildReport }> {
  const times: Partial<Record<Phase | "total", number>> = {};
  const phase: Timed = async (name, work) => {
    onPhase?.(name);
    const start = performance.now();
    const result = await work();
    times[name] = performance.now() - start;
    return result;
  };
  const start = performance.now();
  const checking = startCheck(path, { client });
  const judged = phase("check", () => checking.judged);
  // It may be refused while another phase is at work; it is waited for in the end, whatever that comes to.
  judged.catch(() => undefined);
  try {
    // Not imported at the top: the check is under way while these, and what they are made of, are loaded.
    const [{ evaluate }, { lower }, { optimise }, { plan }, { emit }] = await Promise.all([
      import("./2-evaluate/index.js"),
      import("./3-lower/index.js"),
      import("./4-optimise/index.js"),
      import("./5-plan/index.js"),
      import("./6-emit/index.js"),
    ]);
    const checked = await checking.source;
    const declaration = await phase("evaluate", () => evaluate(checked));
    const lowered = await phase("lower", () => lower(declaration, checked.root));
    const identity = identify(checked, lowered.lists, name);
    const optimised = await phase("optimise", () => optimise(lowered.program)).catch((error: unknown) => {
      // The warnings so far are worth reading beside the errors.
      if (error instanceof DiagnosticError)
        throw new DiagnosticError([...lowered.diagnostics, ...error.diagnostics]);
      throw error;
    });
    const planned = await phase("plan", () => plan(optimised.program, { strategy, memory }));
    const source = await phase("emit", () => emit(planned, lowered.program, identity));
    const result = await finish(source, {
      checked,
      phase,
      client: (made) => (client ? clientOf(made, checking) : Promise.resolve(undefined)),
    });
    await judged;
    times.total = performance.now() - start;
    const diagnostics = [...lowered.diagnostics, ...optimised.diagnostics];
    const { choices, rules } = planned;
    const report = {
      lowered: lowered.program,
      optimised: optimised.program,
      choices,
      compared: rules.length,
    };
    return { result, report: { ...report, diagnostics, times } };
  } catch (error) {
    // What the type checker says comes first: the rest may only follow from it.
    await judged;
    throw error;
  } finally {
    checking.end();
  }
}
