import {
  FIELD_NAMES,
  fieldRow,
  HEADERS,
  PROTOCOL_NAMES,
  PROTOCOLS,
  type FieldName,
} from "../../packet/index.js";
import { Command, examples } from "../command.js";
import type { Output } from "../output.js";

/** `xdpgen fields`: the table of match fields, from the table itself. */
export function fieldsCommand(output: Output): Command {
  return new Command("fields")
    .description("prints every match field: what it is, what it takes, which names it knows")
    .argument("[search]", "only fields whose name or title has this in it")
    .addHelpText(
      "after",
      examples(
        ["xdpgen fields", "all of them"],
        ["xdpgen fields port", "those about ports"],
        ["xdpgen fields --json", "for tools"],
      ),
    )
    .action((search: string | undefined) => {
      const wanted = FIELD_NAMES.filter((name) => matches(name, search));
      const protocols = PROTOCOL_NAMES.filter((name) => search === undefined || name.includes(search));
      output.result({ fields: wanted.map(fieldJson), protocols }, () =>
        fieldsText(wanted, protocols, output),
      );
    });
}

function matches(name: FieldName, search: string | undefined): boolean {
  if (search === undefined) return true;
  const { title, protocol } = fieldRow(name);
  return [name, title, protocol].some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

function fieldJson(name: FieldName): object {
  const { protocol, title, type, bits, source } = fieldRow(name);
  return {
    name,
    protocol,
    title,
    bits,
    takes: type.expected,
    ordered: type.ordered,
    names: type.names ?? {},
    source,
  };
}

function fieldsText(names: readonly FieldName[], protocols: readonly string[], { colors }: Output): string {
  if (names.length + protocols.length === 0) return "no such field";
  const width = Math.max(...names.map((name) => name.length), 0);
  const lines: string[] = [];
  let header = "";
  for (const name of names) {
    const { protocol, title, type, bits } = fieldRow(name);
    if (protocol !== header)
      lines.push(...(lines.length === 0 ? [] : [""]), colors.bold(HEADERS[protocol].title));
    header = protocol;
    lines.push(
      `  ${colors.cyan(name.padEnd(width))}  ${title}, ${bits === 1 ? "1 bit" : `${bits} bits`}: ${type.expected}`,
    );
    const known = Object.keys(type.names ?? {});
    if (known.length > 0) lines.push(colors.dim(wrap(known.join(", "), width + 4)));
  }
  const tests = protocols
    .map((name) => `${name}() ${PROTOCOLS[name as keyof typeof PROTOCOLS].title}`)
    .join(", ");
  return [...lines, ...(tests === "" ? [] : ["", colors.bold("Protocol tests"), wrap(tests, 2)])].join("\n");
}

/** Breaks a list after commas, indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(/(?<=,) /)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 76) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}
