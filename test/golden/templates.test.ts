/** Every name in a template is in the view: Handlebars' strict mode misses those in `{{#each}}`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { beforeAll, expect, test } from "vitest";
import { generate, optimise, plan } from "../../src/codegen/index.js";
import { viewOf } from "../../src/codegen/6-emit/view.js";
import { drop } from "../../src/dsl/index.js";
import { programOf } from "../../src/testing/index.js";

const templates = join(import.meta.dirname, "../../templates");
const parse = (file: string) => Handlebars.parse(readFileSync(join(templates, file), "utf8"));
const partials = new Map(
  readdirSync(join(templates, "partials")).map((file) => [
    file.replace(".c.hbs", ""),
    parse(`partials/${file}`),
  ]),
);

let views: readonly unknown[];

// Rulesets that need, together, every part of every template: all layers of the parser, and more than one function holds.
beforeAll(async () => {
  const { source, report } = await generate(join(import.meta.dirname, "everything-malformed/rules.ts"));
  const { name, version, source: origin } = source.manifest;
  const large = Array.from({ length: 5000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
  const programs = [
    report.lowered,
    programOf([
      drop().ipv4Src(...large.filter((_, i) => i % 2 === 0)),
      large.map((address) => drop().ipv4Dst(address)),
      drop().l4Protocol("tcp").tcpDport(22),
    ]),
  ];
  views = programs.map((program) =>
    viewOf(plan(optimise(program).program), source.manifest, { name, version, source: origin }),
  );
});

test("every path of every template is in the view", () => {
  const missing: string[] = [];
  const entered = new Set<string>();
  const lookUp = (path: hbs.AST.Expression, context: unknown): unknown => {
    const { original, parts } = path as hbs.AST.PathExpression;
    if (original === "this") return context;
    const value = parts.reduce<unknown>(
      (c, part) => (c as Record<string, unknown> | undefined)?.[String(part)],
      context,
    );
    if (value === undefined) missing.push(String(original));
    return value;
  };
  const walk = ({ body }: hbs.AST.Program, context: unknown): void => {
    for (const statement of body) {
      if (statement.type === "MustacheStatement")
        lookUp((statement as hbs.AST.MustacheStatement).path, context);
      if (statement.type === "PartialStatement") {
        const { name, params } = statement as hbs.AST.PartialStatement;
        const partial = (name as hbs.AST.PathExpression).original;
        entered.add(String(partial));
        walk(partials.get(String(partial))!, params[0] === undefined ? context : lookUp(params[0], context));
      }
      if (statement.type === "BlockStatement") {
        const { params, program, inverse } = statement as hbs.AST.BlockStatement;
        const items = lookUp(params[0]!, context) as readonly unknown[];
        for (const item of items) walk(program, item);
        if (items.length === 0 && inverse !== undefined) walk(inverse, context);
      }
    }
  };
  for (const view of views) walk(parse("xdp.c.hbs"), view);
  expect(missing).toEqual([]);
  expect([...entered].sort()).toEqual([...partials.keys()].sort());
});
