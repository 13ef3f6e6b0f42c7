/** docs/commands.md knows every command and option there is and no others, and its JSON has the members of the real one. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.js";
import { createOutput } from "../../../src/cli/output.js";
import { xdpgen } from "../../support/cli.js";
import { ROOT } from "./code-blocks.js";

const page = readFileSync(join(ROOT, "docs/commands.md"), "utf8");

/** The part of the page about a command. */
function sectionOf(command: string): string {
  const from = page.indexOf(`\n## ${command}\n`);
  if (from < 0) throw new Error(`there is no section about ${command}`);
  const to = page.indexOf("\n## ", from + 1);
  return page.slice(from, to < 0 ? undefined : to);
}

/** The line that shows arguments and options. */
const usageOf = (command: string): string => /^xdpgen .*$/m.exec(sectionOf(command))![0];

const optionsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/--[a-z-]+/g)].map(([option]) => option)),
];

test("it has a section for every command, in their order", () => {
  const sections = [...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(COMMANDS.map(({ name }) => name));
});

describe.each(COMMANDS)("$name", ({ name, load }) => {
  test("its usage has every option that the command takes, and no other", async () => {
    const command = (await load())(createOutput(false));
    const taken = command.options.map(({ long }) => long!);
    const table = [...sectionOf(name).matchAll(/^\| `(.*?)` /gm)].map(([, first]) => first!).join(" ");
    expect([...optionsIn(`${usageOf(name)} ${table}`)].sort()).toEqual([...taken].sort());
  });

  test("its usage has the arguments that the command takes", async () => {
    const command = (await load())(createOutput(false));
    const said = command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    });
    expect(usageOf(name).startsWith(["xdpgen", name, ...said].join(" "))).toBe(true);
  });
});

const folder = mkdtempSync(join(tmpdir(), "xdpgen-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names of members, in depth; of an array the first element stands for all. */
function members(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(members);
  if (typeof value !== "object" || value === null) return "…";
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, members(member)]));
}

describe("the JSON of", () => {
  test.each([
    ["init", [folder]],
    ["check", ["rules/block-a.ts"]],
    ["build", ["rules/block-a.ts", "--output", join(folder, "block-a")]],
    ["fields", ["vlanId"]],
    ["explain", ["rules/block-a.ts", "0242ac14000c0242ac14000b88b5"]],
  ] as const)("%s has the members that are shown", (name, args) => {
    const shown = /^```json\n([^]*?)^```$/m.exec(sectionOf(name))![1]!;
    const run = xdpgen([name, ...args, "--json"]);
    expect(run.json.map(members)).toEqual([members(JSON.parse(shown))]);
  });

  test("doctor has the members that are shown", () => {
    const shown = /^```json\n([^]*?)^```$/m.exec(sectionOf("doctor"))![1]!;
    // The first line; a second one says that this machine lacks something.
    expect(members(xdpgen(["doctor", "--json"]).json[0])).toEqual(members(JSON.parse(shown)));
  });
});
