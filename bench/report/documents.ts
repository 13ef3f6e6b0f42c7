import { writeFileSync } from "node:fs";
import { format } from "prettier";
import type { Results } from "../row.js";
import { CHARTS, draw, type Chart } from "./charts.js";
import { renderPage } from "./page.js";

const DOCS = new URL("../../docs/", import.meta.url);

/** Where the rows of the last full run are kept. */
export const RESULTS = new URL("benchmarks.json", DOCS).pathname;

/** Writes docs/benchmarks.json, docs/benchmarks.md and the charts. */
export async function writeDocuments(results: Results): Promise<void> {
  writeFileSync(RESULTS, await format(JSON.stringify(results), { parser: "json", printWidth: 110 }));
  for (const { file, spec } of Object.values<Chart>(CHARTS))
    writeFileSync(new URL(file, DOCS), await draw(spec(results.rows)));
  const page = await format(renderPage(results), { parser: "markdown", printWidth: 110 });
  writeFileSync(new URL("benchmarks.md", DOCS), page);
}
