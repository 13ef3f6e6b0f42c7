import { generate } from "../../codegen/index.js";
import { rulesJson, rulesText, timesJson, timesText } from "../build-view.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { withRulesFile } from "../rules-file.js";

/** `xdpgen check`: everything that a build does before clang. */
export function checkCommand(output: Output): Command {
  return new Command("check")
    .description("reads and judges a rules file; needs no clang and writes nothing")
    .argument("<rules>", "a TypeScript file that default-exports rules")
    .addHelpText(
      "after",
      examples(
        ["xdpgen check rules/block-a.ts", "all mistakes, with their lines"],
        ["xdpgen check rules/block-a.ts --json", "the same for an editor or CI"],
      ),
    )
    .action(async (path: string) => {
      const { source, report, diagnostics } = await withRulesFile(path, output, async (onPhase) => {
        const generated = await generate(path, { onPhase });
        return { ...generated, diagnostics: generated.report.diagnostics };
      });
      output.report(diagnostics);
      output.result({ ...rulesJson(source.manifest), milliseconds: timesJson(report.times) }, () =>
        [
          `${output.colors.green("✓")} ${path}`,
          rulesText(source.manifest, report, output.colors),
          output.colors.dim(timesText(report.times)),
        ].join("\n"),
      );
    });
}
