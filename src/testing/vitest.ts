/** The public surface of `xdpgen/vitest`: importing it gives `expect(rules)` its matchers. */
import { afterAll, beforeAll, expect } from "vitest";
import { buildProgram } from "../codegen/build-program.js";
import { fail } from "../diagnostics/index.js";
import type { Rules, Ruleset } from "../dsl/index.js";
import { isLiveRule, type Program } from "../ir/index.js";
import type { ActionName } from "../packet/index.js";
import { decode } from "./decode.js";
import { interpreterEngine, kernelEngine, type Engine, type EngineName } from "./engine.js";
import { explain } from "./explanation.js";
import { withElements, type JudgeContext } from "./given-elements.js";
import { interpret, trace } from "./interpret.js";
import { programOf } from "./judge.js";

/** Every matcher takes the moment in which the packet comes: time, chance, and what is in live sets. Nothing came before it. */
interface RulesMatchers<R> {
  /** The rules drop the packet. */
  toDrop: (packet: Uint8Array, context?: JudgeContext) => R;
  /** The rules pass the packet on to the kernel's network stack. */
  toPass: (packet: Uint8Array, context?: JudgeContext) => R;
  /** The rules drop the packet, and it is the rule of this name that decides. */
  toDropBy: (rule: string, packet: Uint8Array, context?: JudgeContext) => R;
  /** The rules pass the packet, and it is the rule of this name that decides. */
  toPassBy: (rule: string, packet: Uint8Array, context?: JudgeContext) => R;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type -- as vitest declares it
  interface Matchers<T = any> extends RulesMatchers<T> {}
}

expect.extend({
  toDrop: (rules: unknown, packet: Uint8Array, context?: JudgeContext) =>
    expectation(rules, { packet, action: "drop", context }),
  toPass: (rules: unknown, packet: Uint8Array, context?: JudgeContext) =>
    expectation(rules, { packet, action: "pass", context }),
  toDropBy: (rules: unknown, rule: string, packet: Uint8Array, context?: JudgeContext) =>
    expectation(rules, { packet, action: "drop", rule, context }),
  toPassBy: (rules: unknown, rule: string, packet: Uint8Array, context?: JudgeContext) =>
    expectation(rules, { packet, action: "pass", rule, context }),
});

type OpenEngine = () => Engine;

/** How the engines of a program are opened; what takes long is done once. */
const ENGINES = {
  interpreter: (program) => () => interpreterEngine(program),
  kernel: (program) => {
    const { object, manifest } = buildProgram(program);
    return () => kernelEngine({ path: "the rules under test", bytes: object, manifest });
  },
} as const satisfies Record<EngineName, (program: Program) => OpenEngine>;

const isEngine = (name: string): name is EngineName => Object.hasOwn(ENGINES, name);

let chosen: EngineName | undefined;

/** The engine that a suite asked for, else `XDPGEN_ENGINE`, else the interpreter. */
function engineName(): EngineName {
  const name = chosen ?? process.env["XDPGEN_ENGINE"] ?? "interpreter";
  return isEngine(name) ? name : fail("XG811", { value: name, known: Object.keys(ENGINES).join(" or ") });
}

/**
 * Has the tests of the suite around it judged by an engine, whatever `XDPGEN_ENGINE` says. The kernel needs Linux, clang
 * and the privilege to load programs; nothing is attached.
 */
export function useEngine(name: EngineName): void {
  let before: EngineName | undefined;
  beforeAll(() => {
    [before, chosen] = [chosen, name];
  });
  afterAll(() => {
    chosen = before;
  });
}

interface Prepared {
  readonly program: Program;
  readonly openers: Map<EngineName, OpenEngine>;
  /** Engines that judge one packet after the other. */
  readonly engines: Map<EngineName, Engine>;
}

const preparedOf = (program: Program): Prepared => ({ program, openers: new Map(), engines: new Map() });

/** Rules are compiled once for all assertions on them; the kernel forgets their programs when the process ends. */
const prepared = new WeakMap<object, Prepared>();

function prepare(rules: unknown): Prepared {
  const known = typeof rules === "object" && rules !== null ? prepared.get(rules) : undefined;
  if (known !== undefined) return known;
  const fresh = preparedOf(programOf(rules as Rules | Ruleset));
  prepared.set(rules as object, fresh);
  return fresh;
}

/** Has the engine act. What packets leave behind in live sets and rates goes with its engine: each assertion is the first. */
function withEngine<T>({ program, openers, engines }: Prepared, act: (engine: Engine) => T): T {
  const name = engineName();
  const known = engines.get(name);
  if (known !== undefined) return act(known);
  const open = openers.get(name) ?? ENGINES[name](program);
  openers.set(name, open);
  const engine = open();
  if (!program.rules.some(isLiveRule)) {
    engines.set(name, engine);
    return act(engine);
  }
  try {
    return act(engine);
  } finally {
    engine.close();
  }
}

interface Expected {
  readonly packet: Uint8Array;
  readonly action: ActionName;
  readonly rule?: string;
  readonly context: JudgeContext | undefined;
}

/** A matcher's answer; its message is made only when it is wanted. */
function expectation(rules: unknown, { packet: frame, action, rule, context = {} }: Expected) {
  const ofRules = prepare(rules);
  const rulesUnderTest =
    context.sets === undefined ? ofRules : preparedOf(withElements(ofRules.program, context.sets));
  const { program } = rulesUnderTest;
  if (rule !== undefined && !program.rules.some(({ name }) => name === rule))
    fail("XG812", { rule, known: program.rules.map(({ name }) => name).join(", ") });
  const judgement = withEngine(rulesUnderTest, (engine) => {
    if (frame.length < engine.frameBytes.min || frame.length > engine.frameBytes.max)
      fail("XG813", { bytes: frame.length, engine: engine.name, ...engine.frameBytes });
    return engine.judge(frame, context);
  });
  const decided = judgement.rule === null ? null : (program.rules[judgement.rule] ?? null);
  const by = rule === undefined ? "" : ` by rule "${rule}"`;
  return {
    pass: judgement.action === action && (rule === undefined || decided?.name === rule),
    message: () => {
      const packet = decode(frame, context);
      const expected = interpret(program, packet);
      const agree = expected.action === judgement.action && (expected.rule?.id ?? null) === judgement.rule;
      return [
        `the rules should ${action} this packet${by}`,
        "",
        ...explain(packet, { action: judgement.action, rule: decided }, trace(program, packet)),
        ...(agree ? [] : [`the interpreter says ${expected.action}: that is a bug in xdpgen`]),
      ].join("\n");
    },
  };
}
