import { fieldRow } from "../../src/packet/index.js";
import type { Failure } from "./fuzz.js";
import { answerLines } from "./opinions.js";

/** What stands beside the files of a failure that lies at `path`: what is wrong, and how to see it again. Markdown. */
export function failureText(path: string, { seed, number, shrunk, opinions }: Failure): string {
  const { frame, context, packet } = shrunk.frame;
  const fields = [...packet.fields].map(([name, value]) => `${name} ${fieldRow(name).type.format(value)}`);
  return [
    "# The reference and the generated program do not agree",
    "",
    `\`npm run fuzz\` with seed ${seed} found it at ruleset ${number}. The rules file and the capture beside this text are what was left`,
    "when nothing more could be taken away.",
    "",
    ...answerLines(opinions).map((line) => `- ${line}`),
    "",
    "To see it again: what the programs say of these files, and the whole ruleset with all of its frames.",
    "",
    "```",
    `npm run fuzz -- --replay ${path}`,
    `npm run fuzz -- --seed ${seed} --only ${number}`,
    "```",
    "",
    "## The frame",
    "",
    `- ${frame.length} bytes: \`${Buffer.from(frame).toString("hex")}\``,
    ...(context === undefined
      ? []
      : [`- it came in through interface ${context.ingressIfindex}, queue ${context.rxQueue}`]),
    `- protocols: ${[...packet.protocols].join(", ") || "none"}`,
    `- fields: ${fields.join(", ")}`,
    `- malformed: ${packet.flaw ?? "no"}`,
    "",
  ].join("\n");
}
