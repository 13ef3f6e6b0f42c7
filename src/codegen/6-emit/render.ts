import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { HERE, type View } from "./view.js";

/** The templates folder, beside `src/` and `dist/` alike. */
export const TEMPLATES = new URL("../../../templates/", import.meta.url);

/** Handlebars enters here and nowhere else. Templates only place what the view has: they decide nothing. */
function createTemplate(): (view: View) => string {
  const handlebars = Handlebars.create();
  const partials = new URL("partials/", TEMPLATES);
  for (const file of readdirSync(partials)) {
    handlebars.registerPartial(file.replace(/\.c\.hbs$/, ""), readFileSync(new URL(file, partials), "utf8"));
  }
  const text = readFileSync(new URL("xdp.c.hbs", TEMPLATES), "utf8");
  return handlebars.compile<View>(text, { noEscape: true, strict: true });
}

const template = createTemplate();

/** Renders xdp.c. A `#line @here` gets the number of the line that follows it. */
export function render(view: View): string {
  return template(view)
    .split("\n")
    .map((line, i) => (line.includes(HERE) ? line.replace(HERE, String(i + 2)) : line))
    .join("\n");
}
