import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fail } from "../../diagnostics/index.js";
import { writeOutput } from "../../codegen/write-output.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";

const TEMPLATES = new URL("../../../templates/init/", import.meta.url);

/** What is written where, under the chosen folder. */
const FILES = [
  { from: "example.ts", folder: "rules", name: "example.ts" },
  { from: "example.test.ts", folder: "test", name: "example.test.ts" },
  { from: "tsconfig.json", folder: ".", name: "tsconfig.json" },
  { from: "vitest.config.ts", folder: ".", name: "vitest.config.ts" },
] as const;

/** `xdpgen init`: something to start from. */
export function initCommand(output: Output): Command {
  return new Command("init")
    .description("writes rules/example.ts, test/example.test.ts, tsconfig.json and vitest.config.ts")
    .argument("[folder]", "where", ".")
    .option("--force", "overwrite what is there")
    .addHelpText(
      "after",
      examples(["xdpgen init", "in this folder"], ["xdpgen init filters", "in a folder of its own"]),
    )
    .action((folder: string, { force = false }: { force?: boolean }) => {
      const files = FILES.map((file) => ({ ...file, path: resolve(folder, file.folder, file.name) }));
      const taken = files.find(({ path }) => existsSync(path));
      if (taken !== undefined && !force) fail("XG702", { path: relative(process.cwd(), taken.path) });
      for (const { from, path, name } of files) {
        writeOutput(join(path, ".."), [{ name, content: readFileSync(new URL(from, TEMPLATES)) }]);
      }
      const written = files.map(({ path }) => relative(process.cwd(), path));
      output.result({ files: written }, () =>
        [
          ...written.map((path) => `${output.colors.green("✓")} ${path}`),
          "next: npm install --save-dev xdpgen vitest, then xdpgen build rules/example.ts",
        ].join("\n"),
      );
    });
}
