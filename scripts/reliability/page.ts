import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readRecords, type Recorded } from "./record.js";
import type { Scenario } from "./scenario.js";
import { SCENARIOS } from "./scenarios.js";

const DOCS = path.join(import.meta.dirname, "../../docs");

const INTRODUCTION = `# Reliability

What xdpgen promises of programs that run, put to the test by a script that anyone can run:
\`npm run reliability -- <scenario>\` (\`--help\` lists them; it needs root, and works in network namespaces of its own). A short form of
each is a test of \`npm test\`. This page is written from [reliability.json](reliability.json) by \`npm run reliability -- page\`.`;

/** Writes docs/reliability.md from docs/reliability.json. */
export async function writePage(): Promise<void> {
  const records = await readRecords(path.join(DOCS, "reliability.json"));
  const sections = Object.entries(SCENARIOS).map(([name, scenario]) =>
    section(name, scenario, records[name]),
  );
  await writeFile(path.join(DOCS, "reliability.md"), `${[INTRODUCTION, ...sections].join("\n\n")}\n`);
}

function section(name: string, { promise, full, unit }: Scenario, record: Recorded | undefined): string {
  const head = `## ${name}\n\n${promise}\n\nIn full: ${grouped(full)} ${unit}.`;
  if (record === undefined) return `${head} It has not been recorded yet.`;
  const { figures, broken, day, commitDay, machine, kernel, node } = record;
  const rows = Object.entries(figures).map(
    ([what, value]) => `| ${what} | ${typeof value === "number" ? grouped(value) : value} |`,
  );
  const verdict =
    broken.length === 0
      ? "The promise held."
      : ["The promise did not hold:", "", ...broken.map((sentence) => `- ${sentence}`)].join("\n");
  return [
    `${head} ${verdict}`,
    ["| what | figure |", "| --- | ---: |", ...rows].join("\n"),
    `Recorded on ${day}, of a commit of ${commitDay}: ${machine}, Linux ${kernel}, Node.js ${node}.`,
  ].join("\n\n");
}

const grouped = (count: number): string => count.toLocaleString("en-US");
