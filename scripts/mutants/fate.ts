import type { Mutant } from "./mutant.js";
import { HOW, type How, type Red } from "./vitest-run.js";

/** What became of a mutant. */
export interface Fate {
  readonly mutant: Mutant;
  readonly seconds: number;
  /** The first test that was red; absent when the mutant survived. */
  readonly caught?: Red;
  /** Its own tests stayed green, and others noticed. */
  readonly elsewhere?: true;
}

/** How many there were, how they were noticed, how long it took. */
export function summaryOf(fates: readonly Fate[]): string {
  const survivors = fates.filter(({ caught }) => caught === undefined);
  const seconds = fates.reduce((sum, fate) => sum + fate.seconds, 0);
  const ways = (Object.keys(HOW) as How[])
    .map((how) => ({ how, count: fates.filter(({ caught }) => caught?.how === how).length }))
    .filter(({ count }) => count > 0)
    .map(({ how, count }) => `${how} ${count}`);
  return [
    `${fates.length} mutants, ${fates.length - survivors.length} caught (${ways.join(", ")}), ${survivors.length} survived`,
    `${seconds.toFixed(0)} s, ${(seconds / Math.max(fates.length, 1)).toFixed(1)} s a mutant`,
    ...survivors.map(({ mutant }) => `survived: ${mutant.name} (${mutant.file}): ${mutant.breaks}`),
  ].join("\n");
}

/** A fate as data; `caught` is null when the mutant survived. */
export function jsonOf({ mutant: { name, file, breaks }, seconds, caught, elsewhere }: Fate): object {
  return { name, file, breaks, caught: caught ?? null, elsewhere: elsewhere ?? false, seconds };
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The table of docs/conformance.md: a row for each mutant, by the files that they change. */
export function markdownTable(fates: readonly Fate[]): string {
  const rows = fates.map(({ mutant, caught }) => [
    mutant.name,
    `\`${mutant.file}\``,
    mutant.breaks,
    caught === undefined ? "**nothing**" : `\`${caught.file}\``,
    caught?.how ?? "",
  ]);
  return [
    "| mutant | file | what is wrong then | caught by | how |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
  ].join("\n");
}
