import path from "node:path";
import { parseArgs } from "node:util";
import { SCENARIOS, type ScenarioName } from "./scenarios.js";

const ROOT = path.join(import.meta.dirname, "../..");

/** What the command line can be. */
export const USAGE = `Puts xdpgen's promises to the test, in network namespaces of its own. Needs root.

  npm run reliability -- <what> [options]
  npm run reliability -- page       writes docs/reliability.md from docs/reliability.json

${Object.entries(SCENARIOS)
  .map(
    ([name, { full, quick, unit }]) =>
      `  ${name.padEnd(10)}${full.toLocaleString("en-US")} ${unit}, with --quick ${quick}`,
  )
  .join("\n")}

  --amount N     so many
  --minutes N    the same for soak
  --quick        a short form of it
  --json FILE    puts the figures into this file, beside those of other scenarios
  --cli FILE     the compiled command line to try; dist/cli/main.js unless given
  --help         this text

kills needs strace for its second half: scripts/setup.sh reliability.
Exit code: 0 all promises hold, 1 one is broken, 2 wrong arguments, 4 no privilege, 130 interrupted.`;

/** What the command line asks for. */
export type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "page" }
  | { readonly kind: "wrong"; readonly message: string }
  | {
      readonly kind: "run";
      readonly name: ScenarioName;
      readonly amount: number;
      readonly json: string | undefined;
      readonly cli: string;
    };

const OPTIONS = {
  amount: { type: "string" },
  minutes: { type: "string" },
  quick: { type: "boolean", default: false },
  json: { type: "string" },
  cli: { type: "string", default: path.join(ROOT, "dist/cli/main.js") },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the command line; whatever is wrong with it is told and not thrown. */
export function readArguments(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: "help" };
    const [name, ...more] = positionals;
    if (more.length > 0) throw new RangeError("one scenario at a time");
    if (name === "page") return { kind: "page" };
    if (name === undefined || !Object.hasOwn(SCENARIOS, name))
      throw new RangeError(`which of these: ${Object.keys(SCENARIOS).join(", ")}, page?`);
    const scenario = SCENARIOS[name as ScenarioName];
    if (values.minutes !== undefined && name !== "soak") throw new RangeError("--minutes is for soak");
    const wanted = values.minutes ?? values.amount;
    const amount = Number(wanted ?? (values.quick ? scenario.quick : scenario.full));
    if (!(amount > 0)) throw new RangeError(`"${wanted}" is not a number above 0`);
    return {
      kind: "run",
      name: name as ScenarioName,
      amount,
      json: values.json,
      cli: path.resolve(values.cli),
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "wrong", message: error.message };
  }
}
