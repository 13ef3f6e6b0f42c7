/**
 * What a command is made of. This file alone imports commander.
 *
 * A command is one file, `commands/<name>.ts`, and one row in `commands.ts`:
 *
 * ```ts
 * import { Command, examples } from "../command.js";
 * import type { Output } from "../output.js";
 *
 * export function checkCommand(output: Output): Command {
 *   return new Command("check")
 *     .description("reads and judges a rules file; writes nothing")
 *     .argument("<rules>", "a TypeScript file that default-exports rules")
 *     .addHelpText("after", examples(["xdpgen check rules/block-a.ts", "all mistakes, with their lines"]))
 *     .action(async (path: string) => {
 *       const { rules, warnings } = await check(path);   // parse → call
 *       output.report(warnings);                         // → render
 *       output.result({ rules }, () => renderRules(rules, output.colors));
 *     });
 * }
 * ```
 *
 * - `commands.ts` names it: `{ name: "check", summary: "…", load: async () => (await import("./commands/check.js")).checkCommand }`.
 *   Only the file of the command that was asked for is loaded, so that `attach` never loads a compiler.
 * - `--json` is added to every command by `main.ts`; a command does not declare it. `output.json` says whether it was given,
 *   and `output.result` obeys it.
 * - A command ends well by returning, and badly by throwing: a DiagnosticError is rendered (as JSON with `--json`) and ends
 *   the process with the exit code of its diagnostics' cause (`exit-codes.ts`); any other error is a bug in xdpgen, exit code 70.
 *   Commands never call `process.exit` and never write to stdout or stderr except through `output`.
 * - A value that an option cannot take: throw `InvalidArgumentError` in the option's parser; it becomes XG701.
 */
export { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";

/** The examples at the end of `--help`: pairs of a command line and what it does. */
export function examples(...pairs: readonly (readonly [line: string, what: string])[]): string {
  const width = Math.max(...pairs.map(([line]) => line.length));
  return `\nExamples:\n${pairs.map(([line, what]) => `  ${line.padEnd(width)}  # ${what}`).join("\n")}\n`;
}
