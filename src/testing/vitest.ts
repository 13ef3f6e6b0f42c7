/** The public surface of `xdpgen/vitest`: importing it gives `expect(rules)` its matchers. */
import { afterAll, beforeAll, expect } from "vitest";
import { buildProgram } from "../codegen/build-program.js";
import { fail } from "../diagnostics/index.js";
import type { Rules, Ruleset } from "../dsl/index.js";
import type { Program } from "../ir/index.js";
import type { ActionName } from "../packet/index.js";
import { decode } from "./decode.js";
import { interpreterEngine, kernelEngine, type Engine, type EngineName } from "./engine.js";
import { explain } from "./explanation.js";
import { interpret, trace } from "./interpret.js";
import { programOf } from "./judge.js";

interface RulesMatchers<R> {
  /** The rules drop the packet. */
  toDrop: (packet: Uint8Array) => R;
  /** The rules pass the packet on to the kernel's network stack. */
  toPass: (packet: Uint8Array) => R;
  /** The rules drop the packet, and it is the rule of this name that decides. */
  toDropBy: (rule: string, packet: Uint8Array) => R;
  /** The rules pass the packet, and it is the rule of this name that decides. */
  toPassBy: (rule: string, packet: Uint8Array) => R;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type -- as vitest declares it
  interface Matchers<T = any> extends RulesMatchers<T> {}
}

expect.extend({
  toDrop: (rules: unknown, packet: Uint8Array) => expectation(rules, packet, "drop"),
  toPass: (rules: unknown, packet: Uint8Array) => expectation(rules, packet, "pass"),
  toDropBy: (rules: unknown, rule: string, packet: Uint8Array) => expectation(rules, packet, "drop", rule),
  toPassBy: (rules: unknown, rule: string, packet: Uint8Array) => expectation(rules, packet, "pass", rule),
});

const ENGINES = {
  interpreter: interpreterEngine,
  kernel: (program) => {
    const { object, manifest } = buildProgram(program);
    return kernelEngine({ path: "the rules under test", bytes: object, manifest });
  },
} as const satisfies Record<EngineName, (program: Program) => Engine>;

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
  readonly engines: Map<EngineName, Engine>;
}

/** Rules are compiled once for all assertions on them; the kernel forgets their programs when the process ends. */
const prepared = new WeakMap<object, Prepared>();

function prepare(rules: unknown): Prepared {
  const known = typeof rules === "object" && rules !== null ? prepared.get(rules) : undefined;
  if (known !== undefined) return known;
  const fresh: Prepared = { program: programOf(rules as Rules | Ruleset), engines: new Map() };
  prepared.set(rules as object, fresh);
  return fresh;
}

function engineFor({ program, engines }: Prepared): Engine {
  const name = engineName();
  const engine = engines.get(name) ?? ENGINES[name](program);
  engines.set(name, engine);
  return engine;
}

/** A matcher's answer; its message is made only when it is wanted. */
function expectation(rules: unknown, frame: Uint8Array, action: ActionName, rule?: string) {
  const rulesUnderTest = prepare(rules);
  const { program } = rulesUnderTest;
  const engine = engineFor(rulesUnderTest);
  if (rule !== undefined && !program.rules.some(({ name }) => name === rule))
    fail("XG812", { rule, known: program.rules.map(({ name }) => name).join(", ") });
  if (frame.length < engine.frameBytes.min || frame.length > engine.frameBytes.max)
    fail("XG813", { bytes: frame.length, engine: engine.name, ...engine.frameBytes });

  const judgement = engine.judge(frame);
  const decided = judgement.rule === null ? null : (program.rules[judgement.rule] ?? null);
  const by = rule === undefined ? "" : ` by rule "${rule}"`;
  return {
    pass: judgement.action === action && (rule === undefined || decided?.name === rule),
    message: () => {
      const packet = decode(frame);
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
