import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import type { LiveMatch, LiveSet, Program, Rule } from "../../../src/ir/index.js";
import { openLiveTable, type LiveTable } from "../../../src/kernel/live-table/index.js";
import { openTrial } from "../../../src/kernel/trial.js";
import { mapMemory } from "../../../src/kernel/sys/bpf.js";
import { liveLayout } from "../../../src/manifest/index.js";
import type { FieldName, LiveSetType } from "../../../src/packet/index.js";
import { decode, interpret, type FrameContext } from "../../../src/testing/index.js";
import { createLiveState } from "../../../src/testing/live-state.js";
import { identityOf } from "../../support/identity.js";
import { writeLiveSet, type WrittenElement } from "../../support/live-writer.js";

/** What one of the two judges says of a frame, by the names of rules; the policy has none. */
export interface LiveVerdict {
  readonly action: string;
  readonly rule: string | undefined;
  readonly counted: readonly string[];
}

/** The same frames, one after the other, before both judges: each keeps its own state. */
export interface LiveJudges {
  readonly interpreter: (frame: Uint8Array, context: FrameContext) => LiveVerdict;
  readonly kernel: (frame: Uint8Array, context: FrameContext) => LiveVerdict;
}

const IDENTITY = identityOf("live");

/** What is in sets from the start beside what the program says, by their names. */
export type Contents = Readonly<Record<string, readonly WrittenElement[]>>;

/** Which of its two tables counts, and the seed: nothing may depend on either. */
export interface Placing {
  readonly active?: 0 | 1;
  readonly seed?: number;
}

/** Compiles a program, loads it, fills its sets, and unloads it after `act`, which may open them; the tests' own writer has filled them. */
export async function withLiveProgram<T>(
  program: Program,
  contents: Contents,
  act: (judges: LiveJudges, openSet: (name: string) => LiveTable) => T | Promise<T>,
  placing: Placing = {},
): Promise<T> {
  const { object: bytes, manifest } = await compile(emit(plan(program), program, IDENTITY), []);
  const trial = openTrial({ path: "live/xdp.o", bytes, manifest });
  try {
    const state = createLiveState(program);
    for (const { name, type, capacity, elements, map } of manifest.sets.map((known, i) => ({
      ...program.sets[i]!,
      map: known.map,
    }))) {
      const added = contents[name] ?? [];
      const { values, valueBytes } = liveLayout(type, capacity);
      const mapped = mapMemory(trial.maps.get(map)!, values * valueBytes);
      writeLiveSet(mapped.memory, type, capacity, [...elements, ...added], placing);
      mapped.unmap();
      for (const { deadline, ...element } of added) state.sets.get(name)!.add(element, deadline, 0n);
    }
    const nameOf = new Map(manifest.rules.map(({ slot, name }) => [slot, name]));
    const openSet = (name: string) => {
      const set = manifest.sets.find((known) => known.name === name)!;
      return openLiveTable(trial.maps.get(set.map)!, set)!;
    };
    const judges: LiveJudges = {
      interpreter(frame, context) {
        const { action, rule, counted = [] } = interpret(program, decode(frame, context), state);
        return { action, rule: rule?.name, counted: counted.map(({ name }) => name) };
      },
      kernel(frame, context) {
        const { action, slot, counted } = trial.run(frame, context);
        return { action, rule: nameOf.get(slot), counted: counted.map((at) => nameOf.get(at)!) };
      },
    };
    return await act(judges, openSet);
  } finally {
    trial.close();
  }
}

const span = (line: number) => ({ file: "rules/live.ts", line, column: 1 });

/** What a test says of a rule; the rest is as in a rule that drops. */
export type RuleOf = Partial<Omit<Rule, "id" | "span" | "live">> & { readonly live?: readonly Unplaced[] };

type Unplaced = { [K in LiveMatch["kind"]]: Omit<LiveMatch & { kind: K }, "span"> }[LiveMatch["kind"]];

/** A program of live rules; the policy passes. */
export function liveProgram(sets: readonly Partial<LiveSet>[], rules: readonly RuleOf[]): Program {
  return {
    policy: "pass",
    sets: sets.map((set, i) => ({
      name: `set${i}`,
      type: ["ipv4"] as LiveSetType,
      capacity: 1000,
      milliseconds: undefined,
      elements: [],
      span: span(i + 1),
      ...set,
    })),
    rules: rules.map((rule, id) => ({
      id,
      name: `rule ${id}`,
      action: "drop",
      matches: [],
      predicates: [],
      ...rule,
      live: (rule.live ?? []).map((match) => ({ ...match, span: span(100 + id) })),
      span: span(100 + id),
    })),
  };
}

/** Asks a set about fields. */
export const inSet = (set: string, fields: readonly FieldName[], negated = false): Unplaced => ({
  kind: "live-set",
  set,
  fields,
  negated,
});

/** The frames on which the two do not agree, at most some; all frames come at the moments that are given. */
export function disagreements(
  { interpreter, kernel }: LiveJudges,
  frames: readonly { readonly frame: Uint8Array; readonly context: FrameContext; readonly label?: string }[],
): readonly unknown[] {
  return frames
    .map(({ frame, context, label }) => ({
      label,
      frame: Buffer.from(frame).toString("hex"),
      interpreter: interpreter(frame, context),
      kernel: kernel(frame, context),
    }))
    .filter(({ interpreter, kernel }) => JSON.stringify(interpreter) !== JSON.stringify(kernel))
    .slice(0, 3);
}
