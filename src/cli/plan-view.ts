import type { Colors } from "picocolors/types.js";
import type { BuildReport, Choice, Option } from "../codegen/index.js";
import { plural, sizeText } from "../util/text.js";

/** What a build says of how rules are decided; with `others` also of the ways that were not chosen. Nothing when nothing is looked up. */
export function planLines({ choices, compared }: BuildReport, others: boolean, colors: Colors): string[] {
  if (choices.length === 0 && !others) return [];
  const lines = choices.flatMap((choice) => [
    `  ${choice.subject}: ${optionText(choice.chosen)}`,
    ...(others ? choice.others.map((option) => colors.dim(`    not ${optionText(option)}`)) : []),
  ]);
  return compared === 0 ? lines : [...lines, `  ${plural(compared, "rule")} compared in order`];
}

/** `perfect hash, 16.1 KiB, about 2.8 ns for a hit and 2.9 ns for a miss` */
function optionText({ title, memory, hit, miss }: Option): string {
  const tables = memory === 0 ? "no table" : sizeText(memory);
  return `${title}, ${tables}, about ${hit.toFixed(1)} ns for a hit and ${miss.toFixed(1)} ns for a miss`;
}

/** The plan for `--json`. */
export function planJson({ choices, compared }: BuildReport): object {
  return {
    compared,
    lookups: choices.map(({ name, subject, chosen, others }: Choice) => ({
      function: name,
      subject,
      ...optionJson(chosen),
      others: others.map(optionJson),
    })),
  };
}

const optionJson = ({ strategy, memory, hit, miss, instructions }: Option) => ({
  strategy,
  memoryBytes: memory,
  hitNanoseconds: Math.round(hit * 10) / 10,
  missNanoseconds: Math.round(miss * 10) / 10,
  instructions,
});
