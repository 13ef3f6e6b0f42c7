import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import type * as Handlebars from "handlebars";
import { HERE } from "./c-names.js";
import type { View } from "./view.js";

/** The templates folder, beside `src/` and `dist/` alike. */
export const TEMPLATES = new URL("../../../templates/", import.meta.url);

const EXTENSION = ".c.hbs";

/**
 * Handlebars enters here and nowhere else, as one file: its many modules take three times as long to load. Templates only place what the
 * view has: they decide nothing.
 */
const { create } = createRequire(import.meta.url)("handlebars/dist/handlebars.min.js") as typeof Handlebars;
const handlebars = create();
const OPTIONS = { noEscape: true, strict: true } as const;

const PARTIALS = new URL("partials/", TEMPLATES);
for (const file of readdirSync(PARTIALS, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(EXTENSION)) continue;
  const text = readFileSync(new URL(file, PARTIALS), "utf8");
  handlebars.registerPartial(basename(file, EXTENSION), text);
}

const template = handlebars.compile<View>(readFileSync(new URL("xdp.c.hbs", TEMPLATES), "utf8"), OPTIONS);

/** Renders xdp.c. A `#line @here` gets the number of the line that follows it. */
export function render(view: View): string {
  return template(view)
    .split("\n")
    .map((line, i) => (line.includes(HERE) ? line.replace(HERE, String(i + 2)) : line))
    .join("\n");
}

/** Renders one partial by its name, without what stands around it in a program. */
export function renderPartial(name: string, view: object): string {
  return handlebars.compile(`{{> ${name}}}`, OPTIONS)(view);
}
