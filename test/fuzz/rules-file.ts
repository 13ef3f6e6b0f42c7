import type { Literal, WrittenMatch, WrittenRule, WrittenRuleset, WrittenValue } from "./written.js";

/** The ruleset as a rules file in TypeScript, a rule a line; prettier makes it look like written by hand. */
export function rulesFile(ruleset: WrittenRuleset): string {
  const names = [...new Set(namesIn(ruleset))].sort();
  return `import { ${names.join(", ")} } from "xdpgen";\n\nexport default ${exported(ruleset)};\n`;
}

function exported({ options, nested, rules }: WrittenRuleset): string {
  const lines = rules.map((rule) => `  ${printRule(rule)},\n`);
  const list = `[\n${lines.join("")}]`;
  const array = nested ? `[${list}]` : list;
  if (options !== undefined) return `ruleset(${printObject(options)}, ${array})`;
  return !nested && rules.length === 1 ? printRule(rules[0]!) : array;
}

/** What the file has to import. */
function namesIn({ options, rules }: WrittenRuleset): string[] {
  const fields = rules.flatMap(({ matches }) => matches.filter((match) => match.kind === "field"));
  return [
    ...rules.map(({ action }) => action),
    ...(options === undefined ? [] : ["ruleset"]),
    ...(fields.some(({ negated }) => negated) ? ["not"] : []),
    ...(fields.some(({ values }) => values.some(({ kind }) => kind === "range")) ? ["range"] : []),
  ];
}

/** `drop("name").ipv4Src("10.0.0.0/8")` */
export function printRule({ action, name, matches }: WrittenRule): string {
  const start = `${action}(${name === undefined ? "" : JSON.stringify(name)})`;
  return [start, ...matches.map(printMatch)].join(".");
}

function printMatch(match: WrittenMatch): string {
  if (match.kind === "protocol") return `${match.protocol}()`;
  const list = match.values.map(printValue).join(", ");
  const values = match.inArray ? `[${list}]` : list;
  return `${match.field}(${match.negated ? `not(${values})` : values})`;
}

const printValue = (value: WrittenValue) =>
  value.kind === "range" ? `range(${print(value.first)}, ${print(value.last)})` : print(value.literal);

const print = (literal: Literal) =>
  typeof literal === "object" ? printObject(literal) : JSON.stringify(literal);

const printObject = (object: object) =>
  `{ ${Object.entries(object)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ")} }`;
