import { fail } from "../../diagnostics/index.js";
import { followSet } from "../../runtime/index.js";
import { plural } from "../../util/text.js";
import { forOption, netnsOption } from "../arguments.js";
import { Argument, Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { createProgress } from "../progress.js";
import { elementsOf, readSource } from "../set/elements.js";
import { takeLines } from "../set/lines.js";
import { OPERATIONS, type Operation, type OperationName, type SetOptions } from "../set/operations.js";

/** `xdpgen set`: the elements of live sets. */
export function setCommand(output: Output): Command {
  const command = new Command("set");
  return command
    .description("Shows and changes the elements of live sets.")
    .addArgument(new Argument("<operation>", "what is done").choices(Object.keys(OPERATIONS)))
    .argument("<ifname>", "the interface")
    .argument("<set>", "the set's name in the rules")
    .argument("[elements...]", "addresses, prefixes, ports; of a pair both values in quotes")
    .option("--file <file>", "elements from a file, one a line; - reads stdin")
    .addOption(forOption())
    .addOption(netnsOption())
    .addHelpText(
      "after",
      `${operationsHelp()}${examples(
        ["xdpgen set add eth0 bans 203.0.113.9 --for 10m", "it is dropped for ten minutes"],
        ["xdpgen set add eth0 bans --file -", "elements from stdin, each as soon as its line comes"],
        ["xdpgen set del eth0 bans 203.0.113.9", "it passes again"],
        ["xdpgen set list eth0 bans --json", "all elements, and how long they stay"],
        ["xdpgen set replace eth0 bans --file bad.txt", "the whole content, in one step"],
        ["xdpgen set flush eth0 bans", "an empty set"],
      )}`,
    )
    .action(
      async (name: OperationName, ifname: string, set: string, given: string[], options: SetOptions) => {
        const operation: Operation = OPERATIONS[name];
        const isGiven = given.length > 0 || options.file !== undefined;
        if (operation.takesElements !== isGiven)
          command.error(
            `error: ${name} takes ${operation.takesElements ? "elements, or --file" : "no elements"}`,
          );
        if (options.for !== undefined && !operation.takesTime)
          command.error(`error: ${name} takes no --for: it adds nothing`);
        await run(operation, { ifname, set, given, options }, output);
      },
    );
}

interface Request {
  readonly ifname: string;
  readonly set: string;
  readonly given: readonly string[];
  readonly options: SetOptions;
}

async function run(
  operation: Operation,
  { ifname, set, given, options }: Request,
  output: Output,
): Promise<void> {
  const followed = followSet(ifname, set, options);
  const progress = createProgress(output);
  try {
    if (options.file === "-" && given.length === 0 && operation.isByElement) {
      const { total, wrong } = await takeLines(followed, operation, options, output);
      const event = { event: "ended", interface: ifname, set };
      output.result({ ...event, ...total }, () => `${set}: ${operation.text(total)}`);
      if (wrong > 0) fail("XG672", { count: plural(wrong, "line") });
      return;
    }
    progress.at(options.file === undefined ? `changing ${set}` : `reading ${options.file}`);
    const source = await readSource(given, options.file);
    const outcome = followed.apply((open) => {
      const records = elementsOf(open.set, source);
      progress.at(`changing ${set}`);
      return operation.run(open, records, options);
    });
    progress.done();
    output.result({ interface: ifname, set, ...outcome }, () =>
      operation === OPERATIONS.list ? operation.text(outcome) : `${set}: ${operation.text(outcome)}`,
    );
  } finally {
    progress.done();
    followed.close();
  }
}

const operationsHelp = (): string =>
  `\nOperations:\n${Object.entries(OPERATIONS)
    .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
    .join("\n")}\n`;
