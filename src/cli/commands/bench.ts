import { measureRules } from "../../bench/measure-rules.js";
import { build } from "../../codegen/index.js";
import { benchJson, benchText } from "../bench-view.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { createProgress } from "../progress.js";
import { withRulesFile } from "../rules-file.js";

/** `xdpgen bench`: what a packet costs with these rules, on this machine. */
export function benchCommand(output: Output): Command {
  return new Command("bench")
    .description("measures what a packet costs with these rules on this machine; nothing is sent or attached")
    .argument("<rules>", "a TypeScript file that default-exports rules")
    .addHelpText(
      "after",
      examples(
        ["sudo xdpgen bench rules/web-server.ts", "nanoseconds a packet, and packets a second and core"],
        ["sudo xdpgen bench rules/web-server.ts --json", "the same for a script"],
      ),
    )
    .action(async (path: string) => {
      const { object, report, diagnostics } = await withRulesFile(path, output, async (onPhase) => {
        const built = await build(path, { onPhase });
        return { ...built, diagnostics: built.report.diagnostics };
      });
      output.report(diagnostics);
      const { manifest } = object;
      const progress = createProgress(output);
      try {
        const timings = await measureRules(report.lowered, { path, bytes: object.object, manifest }, (step) =>
          progress.at(step),
        );
        progress.done();
        output.result(benchJson(manifest, timings), () => benchText(manifest, timings, output.colors));
      } finally {
        progress.done();
      }
    });
}
