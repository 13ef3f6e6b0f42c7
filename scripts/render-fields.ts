/**
 * Writes docs/fields.md, the reference of match fields, from the tables in src/packet.
 *
 *   jiti scripts/render-fields.ts           writes it
 *   jiti scripts/render-fields.ts --check   writes nothing; exit code 1 when it is out of date
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import {
  ACTION_NAMES,
  ACTIONS,
  FIELD_NAMES,
  fieldRow,
  HEADERS,
  PROTOCOL_NAMES,
  PROTOCOLS,
  type FieldName,
  type HeaderName,
} from "../src/packet/index.js";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/fields.md");

/** The comment above each row of the tables, on one line: what editors show when the method is pointed at. */
function comments(): ReadonlyMap<string, string> {
  const folder = join(root, "src/packet/protocols");
  const files = [...readdirSync(folder).map((file) => join(folder, file)), join(folder, "../protocol.ts")];
  const found = new Map<string, string>();
  for (const file of files)
    for (const [, comment, name] of readFileSync(file, "utf8").matchAll(
      /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(\w+): \{/g,
    ))
      found.set(name!, comment!.replace(/\s*\n\s*\*\s*/g, " ").trim());
  return found;
}

const documented = comments();

function commentOf(name: string): string {
  const comment = documented.get(name);
  if (comment === undefined) throw new Error(`the row ${name} has no comment`);
  return comment;
}

/** Text in a cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|");

/** What a method takes; values that have an order can be given as a range. */
function takes(name: FieldName): string {
  const { type } = fieldRow(name);
  return type.ordered ? `${type.expected}; or \`range(…)\`` : type.expected;
}

function fieldTable(header: HeaderName): string {
  const names = FIELD_NAMES.filter((name) => fieldRow(name).protocol === header);
  const lines = names.map((name) => {
    const { bits, source } = fieldRow(name);
    return `| \`${name}\` | ${cell(commentOf(name))} | ${cell(takes(name))} | ${bits} | ${cell(source)} |`;
  });
  return [
    `### ${HEADERS[header].title}`,
    "",
    "| method | what it is | takes | bits | defined in |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** Names that stand for values, a list for each kind of value. The number is shown where it may be written as well. */
function nameLists(): string {
  const shown = new Set<string>();
  const parts: string[] = [];
  for (const field of FIELD_NAMES) {
    const { type, bits } = fieldRow(field);
    if (type.names === undefined || shown.has(type.name)) continue;
    shown.add(type.name);
    const fields = FIELD_NAMES.filter((name) => fieldRow(name).type.name === type.name);
    const names = Object.entries(type.names).map(([name, value]) => {
      const number = type.name === "ether-type" ? `0x${value.toString(16).padStart(4, "0")}` : String(value);
      return type.parse(value, field, bits).kind === "refused" ? `\`${name}\`` : `\`${name}\` ${number}`;
    });
    parts.push(`### ${fields.map((name) => `\`${name}\``).join(", ")}\n\n${names.join(", ")}`);
  }
  return parts.join("\n\n");
}

function markdown(): string {
  const headers = [...new Set(FIELD_NAMES.map((name) => fieldRow(name).protocol))];
  const protocols = PROTOCOL_NAMES.map(
    (name) => `| \`${name}()\` | ${PROTOCOLS[name].title} | ${cell(commentOf(name))} |`,
  );
  const actions = ACTION_NAMES.map(
    (name) => `| \`${name}()\` | \`${ACTIONS[name].constant}\` | ${ACTIONS[name].title} |`,
  );
  return `<!-- Written by scripts/render-fields.ts from the tables in src/packet. Do not edit. -->

# Fields

Every method that a rule has. \`xdpgen fields\` prints the same on the terminal, and editors show it where a method is typed.
When a field is present, and what its bytes are, is in [semantics.md](semantics.md); how values are written is in
[language.md](language.md).

## Actions

| function | kernel | what it does |
| --- | --- | --- |
${actions.join("\n")}

## Protocol tests

They take no value.

| method | holds for | exactly |
| --- | --- | --- |
${protocols.join("\n")}

## Match fields

${headers.map(fieldTable).join("\n\n")}

## Names

What can be written for a value, with the number that it stands for; fields whose list shows no numbers take names only.

${nameLists()}
`;
}

const options = await resolveConfig(page);
const text = await format(markdown(), { ...options, parser: "markdown" });
if (!process.argv.includes("--check")) writeFileSync(page, text);
else if (readFileSync(page, "utf8") !== text) {
  console.error("docs/fields.md is out of date: npx jiti scripts/render-fields.ts");
  process.exitCode = 1;
}
