import { join, relative, resolve } from "node:path";
import {
  build,
  CLIENT_FILE,
  generate,
  projectRoot,
  WAYS,
  writeOutput,
  type BuildReport,
  type OutputFile,
  type Phase,
  type PlanOptions,
  type XdpObject,
} from "../../codegen/index.js";
import { objectFacts } from "../object-facts.js";
import { planJson, planLines } from "../plan-view.js";
import { rulesJson, rulesText, timesJson, timesText } from "../build-view.js";
import { memoryOption } from "../arguments.js";
import { Command, examples, Option } from "../command.js";
import type { Output } from "../output.js";
import { withRulesFile } from "../rules-file.js";
import { sizeText } from "../../util/text.js";

interface BuildCommandOptions {
  readonly output?: string;
  readonly name?: string;
  readonly emit: "c" | "object";
  readonly strategy?: PlanOptions["strategy"];
  readonly memory?: number;
  readonly explainPlan?: boolean;
  readonly client: boolean;
}

/** `xdpgen build`: a rules file becomes xdp.c, xdp.o, manifest.json and client.ts. */
export function buildCommand(output: Output): Command {
  return new Command("build")
    .description(
      "turns a rules file into a program for the kernel, xdp.c, xdp.o and manifest.json, and a typed client for Node, client.ts",
    )
    .argument("<rules>", "a TypeScript file that default-exports rules")
    .option("-o, --output <folder>", "where to write (default: generated/<name> in the rules file's project)")
    .option("--name <name>", "the program's name (default: the rules file's)")
    .addOption(new Option("--emit <what>", "c: stop before clang").choices(["c", "object"]).default("object"))
    .addOption(
      new Option("--strategy <name>", "decide rules in this way wherever it can be done").choices(WAYS),
    )
    .addOption(memoryOption())
    .option("--no-client", "write no client.ts")
    .option("--explain-plan", "also show the other ways to decide the rules, and what they would cost")
    .addHelpText(
      "after",
      examples(
        [
          "xdpgen build rules/block-a.ts",
          "writes generated/block-a/: xdp.c, xdp.o, manifest.json, client.ts",
        ],
        ["xdpgen build rules/block-a.ts --emit c", "needs no clang: works on macOS too"],
        ["xdpgen build rules/block-a.ts -o /tmp/out --name edge", "another folder, another name"],
        ["xdpgen build rules/block-a.ts --explain-plan", "why rules are decided as they are"],
      ),
    )
    .action(async (path: string, options: BuildCommandOptions) => {
      const built = await withRulesFile(path, output, (onPhase) => make(path, options, onPhase));
      const folder = resolve(
        options.output ?? join(projectRoot(resolve(path)), "generated", built.source.manifest.name),
      );
      writeOutput(folder, filesOf(built));
      output.report(built.diagnostics);
      const others = options.explainPlan === true;
      output.result(resultJson(built, folder), () => resultText(built, { folder, path, others }, output));
    });
}

interface Built {
  readonly source: Pick<XdpObject, "text" | "manifest">;
  readonly object: Uint8Array | undefined;
  readonly client: string | undefined;
  readonly report: BuildReport;
  readonly diagnostics: BuildReport["diagnostics"];
}

async function make(
  path: string,
  { name, emit, strategy, memory, client: wanted }: BuildCommandOptions,
  onPhase: (phase: Phase) => void,
): Promise<Built> {
  const options = { name, strategy, memory, client: wanted, onPhase };
  if (emit === "c") {
    const { source, client, report } = await generate(path, options);
    return { source, object: undefined, client, report, diagnostics: report.diagnostics };
  }
  const { object, client, report } = await build(path, options);
  return { source: object, object: object.object, client, report, diagnostics: report.diagnostics };
}

function filesOf({ source, object, client }: Built): readonly OutputFile[] {
  const manifest = `${JSON.stringify(source.manifest, null, 2)}\n`;
  return [
    { name: "xdp.c", content: source.text },
    { name: "manifest.json", content: manifest },
    ...(client === undefined ? [] : [{ name: CLIENT_FILE, content: client }]),
    ...(object === undefined ? [] : [{ name: "xdp.o", content: object }]),
  ];
}

function resultJson({ source, object, report }: Built, folder: string): object {
  return {
    name: source.manifest.name,
    folder,
    ...rulesJson(source.manifest),
    plan: planJson(report),
    object: object === undefined ? null : objectFacts(object),
    milliseconds: timesJson(report.times),
  };
}

/** What the text of a result needs to know besides what was built. */
interface Shown {
  readonly folder: string;
  readonly path: string;
  /** The ways that were not chosen are shown as well. */
  readonly others: boolean;
}

function resultText(
  { source, object, report }: Built,
  { folder, path, others }: Shown,
  { colors }: Output,
): string {
  const { name } = source.manifest;
  const facts = object === undefined ? undefined : objectFacts(object);
  const size =
    facts === undefined ? "xdp.c only" : `xdp.o ${sizeText(facts.bytes)}, ${facts.instructions} instructions`;
  return [
    `${colors.green("✓")} ${colors.bold(name)}  ${path} → ${relative(process.cwd(), folder) || "."}/`,
    rulesText(source.manifest, report, colors),
    ...planLines(report, others, colors),
    `  ${size}`,
    colors.dim(timesText(report.times)),
    ...(facts === undefined ? [] : [`  next: sudo xdpgen attach <interface> ${name}`]),
  ].join("\n");
}
