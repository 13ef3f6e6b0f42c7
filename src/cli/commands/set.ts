import { createInterface } from "node:readline";
import { findOurProgram, openSet, type OpenSet } from "../../runtime/index.js";
import { forOption, netnsOption } from "../arguments.js";
import type { LiveElement } from "../../packet/index.js";
import { Argument, Command, examples } from "../command.js";
import type { Output } from "../output.js";
import { elementOf, elementsOf } from "../set/elements.js";
import { entriesText, entryJson } from "../set/view.js";

interface SetOptions {
  readonly file?: string;
  /** Milliseconds. */
  readonly for?: number;
  readonly netns?: string;
}

/** What an operation comes to: members of its JSON. */
type Result = Readonly<Record<string, unknown>>;

/** What is done with the elements of a command, and what is said of it. */
interface Operation {
  readonly summary: string;
  readonly takesElements: boolean;
  /** What it does to several elements is what it does to each. */
  readonly isByElement: boolean;
  readonly run: (set: OpenSet, elements: readonly LiveElement[], options: SetOptions) => Result;
  readonly text: (set: OpenSet, result: Result) => string;
}

const counted = (count: unknown): string =>
  `${Number(count).toLocaleString("en-US")} ${count === 1 ? "element" : "elements"}`;

const andMore = (count: unknown, what: string): string => (count === 0 ? "" : `, ${counted(count)} ${what}`);

const OPERATIONS = {
  add: {
    summary: "adds elements, or gives those that are there another time",
    takesElements: true,
    isByElement: true,
    run: (set, elements, options) => {
      const added = set.add(elements, timeOf(set, options));
      return { added, renewed: elements.length - added };
    },
    text: ({ set }, { added, renewed }) =>
      `${set.name}: ${counted(added)} added${andMore(renewed, "renewed")}`,
  },
  del: {
    summary: "takes elements out",
    takesElements: true,
    isByElement: true,
    run: (set, elements) => {
      const deleted = set.delete(elements);
      return { deleted, absent: elements.length - deleted };
    },
    text: ({ set }, { deleted, absent }) =>
      `${set.name}: ${counted(deleted)} taken out${andMore(absent, "not there")}`,
  },
  list: {
    summary: "shows all elements, and how long they stay",
    takesElements: false,
    isByElement: false,
    run: (set) => ({ elements: set.list().map(entryJson) }),
    text: (set) => entriesText(set.list()),
  },
  flush: {
    summary: "takes all elements out, in one step",
    takesElements: false,
    isByElement: false,
    run: (set) => ({ deleted: set.flush() }),
    text: ({ set }, { deleted }) => `${set.name}: ${counted(deleted)} taken out`,
  },
  replace: {
    summary: "puts elements in the place of all others, in one step",
    takesElements: true,
    isByElement: false,
    run: (set, elements, options) => {
      set.replace(elements, timeOf(set, options));
      return { elements: set.count() };
    },
    text: ({ set }, { elements }) => `${set.name}: ${counted(elements)}, and no others`,
  },
} as const satisfies Record<string, Operation>;

type OperationName = keyof typeof OPERATIONS;

/** How long elements stay that are added now: what was asked for, or else what the rules say. */
const timeOf = ({ set }: OpenSet, options: SetOptions): number | undefined =>
  options.for ?? set.timeout ?? undefined;

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
      async (name: OperationName, ifname: string, setName: string, given: string[], options: SetOptions) => {
        const operation: Operation = OPERATIONS[name];
        const isGiven = given.length > 0 || options.file !== undefined;
        if (operation.takesElements !== isGiven)
          command.error(
            `error: ${name} takes ${operation.takesElements ? "elements, or --file" : "no elements"}`,
          );
        const set = openSet(findOurProgram(ifname, options), setName, options);
        try {
          if (options.file === "-" && operation.isByElement) await eachLine(set, operation, options, output);
          else {
            const file = options.file === "-" ? "/dev/stdin" : options.file;
            const result = operation.run(set, elementsOf(set.set, given, file), options);
            output.result({ interface: ifname, set: setName, ...result }, () => operation.text(set, result));
          }
        } finally {
          set.close();
        }
      },
    );
}

const operationsHelp = (): string =>
  `\nOperations:\n${Object.entries(OPERATIONS)
    .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
    .join("\n")}\n`;

/** Lines of stdin as they come; one that is wrong ends it, and what came before stays. */
async function eachLine(
  set: OpenSet,
  operation: Operation,
  options: SetOptions,
  output: Output,
): Promise<void> {
  const total: Record<string, number> = {};
  for await (const line of createInterface({ input: process.stdin })) {
    const word = line.replace(/[#;].*$/, "").trim();
    if (word === "") continue;
    for (const [key, count] of Object.entries(operation.run(set, [elementOf(set.set, word)], options)))
      total[key] = (total[key] ?? 0) + Number(count);
  }
  output.result({ set: set.set.name, ...total }, () =>
    Object.keys(total).length === 0 ? "" : operation.text(set, total),
  );
}
