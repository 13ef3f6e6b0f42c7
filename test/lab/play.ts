import { playBans } from "../../lab/ban-scenario.js";
import { createReport, type Step } from "../../lab/report.js";
import { playScenario } from "../../lab/scenario.js";
import type { Stage } from "../../lab/stage.js";

/** Plays the scenario, or with "bans" the second act, from setting the stage to clearing it. The text is what `npm run demo` would show. */
export async function play(
  stage: Stage,
  rules = "rules/block-a.ts",
): Promise<{ steps: readonly Step[]; text: string }> {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  try {
    await stage.start();
    if (rules === "bans") await playBans(stage, report);
    else await playScenario(stage, report, rules);
  } finally {
    await stage.stop();
  }
  return { steps: report.steps, text: lines.join("\n") };
}
