#!/usr/bin/env node
import { Command, CommanderError } from "./command.js";
import { COMMANDS, type CommandRow } from "./commands.js";
import { diagnostic, DiagnosticError } from "../diagnostics/index.js";
import { EXIT_OK } from "./exit-codes.js";
import { createOutput, type Output } from "./output.js";
import { packageVersion } from "../util/package-version.js";

const argv = process.argv.slice(2);
const wantsHelp = argv.some((word) => word === "--help" || word === "-h");
const output = createOutput(argv.includes("--json") && !wantsHelp);
process.exitCode = await output.finish(await main(argv, output));

/** One run of the command line; returns the exit code. */
async function main(argv: readonly string[], output: Output): Promise<number> {
  // `xdpgen attach …` and `xdpgen help attach` both need the command's own file; nothing else does.
  const wanted = argv.filter((word) => !word.startsWith("-")).slice(0, 2);
  const asked = wanted[0] === "help" ? wanted[1] : wanted[0];
  try {
    const root = await commandLine(asked, output);
    if (argv.length === 0) root.help();
    await root.parseAsync(argv, { from: "user" });
    return EXIT_OK;
  } catch (error) {
    if (!(error instanceof CommanderError)) return output.failure(error);
    if (error.exitCode === 0 || error.code === "commander.help") return EXIT_OK;
    return output.failure(usageError(error, asked));
  }
}

/** The tree of commands, in which only the one that was asked for has more than a name and a summary. */
async function commandLine(asked: string | undefined, output: Output): Promise<Command> {
  const root = new Command("xdpgen")
    .description("packet rules in TypeScript, run by the kernel: a typed DSL that becomes an XDP program")
    .version(packageVersion(), "-V, --version", "print the version")
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: (text) => output.write(text), writeErr: () => {} })
    .exitOverride();
  for (const row of COMMANDS) {
    const command = row.name === asked ? await load(row, output) : new Command(row.name);
    root.addCommand(command.summary(row.summary).copyInheritedSettings(root));
  }
  return root;
}

async function load(row: CommandRow, output: Output): Promise<Command> {
  const create = await row.load();
  return create(output).option("--json", "one JSON object a line instead of text");
}

/** Commander's complaint as a diagnostic. */
function usageError(error: CommanderError, asked: string | undefined): DiagnosticError {
  const message = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
  const command = COMMANDS.find((row) => row.name === asked)?.name;
  return new DiagnosticError([
    command === undefined ? diagnostic("XG703", { message }) : diagnostic("XG701", { message, command }),
  ]);
}
