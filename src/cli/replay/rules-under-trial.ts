import { build, generate } from "../../codegen/index.js";
import { fail, formatSpan, type Diagnostic } from "../../diagnostics/index.js";
import { readObject } from "../../kernel/object.js";
import type { Manifest } from "../../manifest/index.js";
import type { ActionName } from "../../packet/index.js";
import { interpreterEngine, kernelEngine, type Engine } from "../../testing/engine.js";
import type { Output } from "../output.js";
import { withRulesFile } from "../rules-file.js";

/** What judges a capture: one engine, or both against each other. */
export const ENGINE_CHOICES = ["interpreter", "kernel", "both"] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** A rule as a replay speaks of it. */
export interface TriedRule {
  readonly name: string;
  readonly action: ActionName;
  /** `rules/x.ts:4:3` */
  readonly location: string;
}

/** Rules, and what judges by them. */
export interface RulesUnderTrial {
  readonly rules: readonly TriedRule[];
  readonly policy: ActionName;
  /** The first one's word counts; a second one is compared with it. */
  readonly engines: readonly [Engine, Engine?];
  /** Warnings about the rules. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the engines for a rules file, or for an object, which only the kernel can judge by. Without a choice a rules file
 * gets the interpreter, since that needs no privilege, and an object the kernel.
 */
export async function openRules(
  path: string,
  choice: EngineChoice | undefined,
  output: Output,
): Promise<RulesUnderTrial> {
  if (path.endsWith(".o")) return openObject(path, choice ?? "kernel");
  const chosen = choice ?? "interpreter";
  return withRulesFile(path, output, async (onPhase) => {
    if (chosen === "interpreter") {
      const { source, report } = await generate(path, { onPhase });
      const engines = [interpreterEngine(report.lowered)] as const;
      return { ...factsOf(source.manifest), engines, diagnostics: report.diagnostics };
    }
    const { object, report } = await build(path, { onPhase });
    const kernel = kernelEngine({ path, bytes: object.object, manifest: object.manifest });
    const engines: RulesUnderTrial["engines"] =
      chosen === "kernel" ? [kernel] : [interpreterEngine(report.lowered), kernel];
    return { ...factsOf(object.manifest), engines, diagnostics: report.diagnostics };
  });
}

function openObject(path: string, choice: EngineChoice): RulesUnderTrial {
  if (choice !== "kernel") fail("XG817", { path });
  const object = readObject(path);
  return { ...factsOf(object.manifest), engines: [kernelEngine(object)], diagnostics: [] };
}

function factsOf({ rules, policy }: Manifest): Pick<RulesUnderTrial, "rules" | "policy"> {
  return {
    rules: rules.map(({ name, action, at }) => ({ name, action, location: formatSpan(at) })),
    policy: policy.action,
  };
}
