/** Every name in a template is in the view: Handlebars' strict mode misses those in `{{#each}}`. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Handlebars from "handlebars";
import { beforeAll, expect, test } from "vitest";
import { generate, plan, WAYS } from "../../src/codegen/index.js";
import { READABLE_CHARACTERS, viewOf } from "../../src/codegen/6-emit/view.js";
import { drop, liveSet, pass, range } from "../../src/dsl/index.js";
import { encodeManifest } from "../../src/manifest/index.js";
import { programOf } from "../../src/testing/index.js";
import { and, compare, field, starts, watching } from "../support/expressions.js";
import { crowdedRules } from "../support/crowded-rules.js";
import { ONE_FIELD_RULES } from "../support/one-field-rules.js";
import { createRandom } from "../support/random-numbers.js";

const templates = join(import.meta.dirname, "../../templates");
const parse = (file: string) => Handlebars.parse(readFileSync(join(templates, file), "utf8"));
const partials = new Map(
  readdirSync(join(templates, "partials"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".hbs"))
    .map((file) => [basename(file, ".c.hbs"), parse(`partials/${file}`)]),
);

const hex = (n: number) => n.toString(16).padStart(2, "0");

let views: readonly unknown[];

/** So large that it is a function that is called. */
const largePredicate = Array.from({ length: 300 }, (_, i) => compare("!==", field("tcpDport"), i)).reduce(
  (one, other) => and(one, other),
);

/** Packets are put into sets of each form. */
const BANNING = [
  drop()
    .ipv6()
    .thenBan(liveSet("hosts", { type: "ipv6", capacity: 10_000 })),
  drop().thenBan(liveSet("cards", { type: "mac", capacity: 10 })),
  drop()
    .tcpDport(22)
    .ipv6Src("2001:db8::/32")
    .thenBan(liveSet("pairs", { type: ["ipv6", "tcp-port"], capacity: 10 }), {
      key: ["ipv6Src", "tcpDport"],
    }),
];

/** Rules about two fields, one of which is numbered before both are looked up. */
const pairs = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    drop(`${i}`)
      .ipv6Src(`2001:db8::${i.toString(16)}`)
      .tcpDport(i),
  );

/** Rules of several fields, one of them with as many values as there are rules. */
const severalFields = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    drop(`${i}`)
      .ipv4Src(`10.${i >> 8}.${i & 255}.0/24`)
      .ipv4Dst(`10.9.${i & 255}.${i >> 8}`)
      .dport(range(i % 50, 100)),
  );

// Rulesets that need, together, every part of every template: all layers of the parser, every way to decide, and more rules than
// one function or a readable manifest holds.
beforeAll(async () => {
  const { source, report } = await generate(join(import.meta.dirname, "everything-malformed/rules.ts"));
  const { name, version, source: origin } = source.manifest;
  const inParts = [
    drop().etherSrc(...Array.from({ length: 5000 }, (_, i) => `02:00:00:${hex(i >> 8)}:${hex(i & 255)}:00`)),
    severalFields(1000),
  ];
  const live = await generate(join(import.meta.dirname, "live/rules.ts"));
  const planned = [
    plan(report.lowered),
    plan(live.report.lowered),
    ...BANNING.map((rule) => plan(programOf(rule))),
    plan(programOf(inParts), { strategy: "in-order" }),
    plan(watching([starts("GET"), largePredicate])),
    plan(programOf([...severalFields(12), drop().ipv4Src("10.0.0.1"), pass().l4Protocol("tcp").ipv4Ttl(1)])),
    plan(programOf(severalFields(3000))),
    plan(programOf(pairs(1000))),
    plan(programOf(crowdedRules(40, createRandom(1)).rules)),
    ...ONE_FIELD_RULES.flatMap(({ rules }) =>
      WAYS.flatMap((strategy) => [1, 300].map((count) => plan(programOf(rules(count)), { strategy }))),
    ),
  ];
  const identity = { name, version, source: origin };
  const plain = encodeManifest(source.manifest);
  views = [
    ...planned.map((each) => viewOf(each, plain, identity)),
    viewOf(planned[0]!, " ".repeat(READABLE_CHARACTERS + 1), identity),
  ];
}, 60_000);

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
