import { MANIFEST_SYMBOL, PROGRAM_NAME } from "../../manifest/index.js";
import { ACTIONS } from "../../packet/index.js";
import type { ComparisonList, CountedRule, Plan, PlannedRule } from "../plan.js";
import type { Identity } from "../source.js";
import { commentText, HERE, lineFile, stringLiteral } from "./c-names.js";
import { conditionLines, listFunction, listLines, type ConditionLine } from "./condition.js";
import { C_HEADERS } from "./loads.js";
import { classifierView, type ClassifierView } from "./classifier-view.js";
import { decideView, type DecideView } from "./decide-view.js";
import { liveView, type LiveView } from "./live-view.js";
import { headersOf, lookupView, type LookupView } from "./lookup-view.js";
import { parseView, type Optional, type ParseView } from "./parse-view.js";
import { predicateViews, type PredicateView } from "./predicates/view.js";
import { tableView, type TableView } from "./table-view.js";
import { vectorsView, type VectorsView } from "./vectors-view.js";

/** Everything templates/xdp.c.hbs sees; golden.test.ts compares every path in the templates with an example of it. */
export interface View
  extends LiveView, DecideView<{ readonly rules: readonly RuleView[]; readonly partly: Partly }> {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly summary: readonly string[];
  readonly includes: readonly string[];
  readonly slots: number;
  readonly found: Optional<ParseView["presence"]>;
  readonly parse: ParseView;
  readonly tables: readonly TableView[];
  readonly lookups: readonly LookupView[];
  readonly classifiers: readonly ClassifierView[];
  readonly vectors: readonly VectorsView[];
  readonly lists: readonly ListView[];
  readonly predicates: readonly PredicateView[];
  /** The compared rules that are functions of their own: all of them when they are few. */
  readonly rules: readonly RuleView[];
  readonly here: string;
  /** The functions of several rules each, when they are many. */
  readonly partly: Partly;
  /** The packet is given to functions that the verifier looks at by themselves. */
  readonly shared: Optional<true>;
  readonly program: string;
  readonly manifest: ManifestView;
}

/** The manifest as text of C, or as room for it, when it is written into the object like a table. */
interface ManifestView {
  readonly text: Optional<{ readonly symbol: string; readonly lines: readonly string[] }>;
  readonly room: Optional<{ readonly symbol: string; readonly bytes: number }>;
}

type Partly = Optional<{ readonly parts: readonly PartView[] }>;

/** Comparisons that are a function of their own. */
interface ListView {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly condition: readonly ConditionLine[];
}

/** A rule, its condition as the lines of one statement. */
interface RuleView {
  readonly function: string;
  readonly comment: string;
  readonly file: string;
  readonly line: number;
  readonly condition: readonly ConditionLine[];
  readonly slot: number;
  readonly action: string;
}

/** Rules that stand in one function. */
interface PartView {
  readonly function: string;
  readonly rules: readonly RuleView[];
  readonly here: string;
}

/** Makes the view of a plan. */
export function viewOf(plan: Plan, manifest: string, { name, version, source }: Identity): View {
  const parse = parseView(plan.parse);
  const rules = plan.inline ? plan.rules.map((rule) => ruleView(rule, "return")) : [];
  const partly = plan.inline ? [] : [{ parts: plan.parts.map(partView) }];
  return {
    name,
    version,
    source: commentText(source.file),
    summary: summaryOf(plan),
    includes: includesFor(plan),
    slots: plan.counted.length + 1,
    found: parse.presence.length === 0 ? [] : [parse.presence],
    parse,
    tables: plan.tables.map(tableView),
    lookups: plan.lookups.map(lookupView),
    classifiers: plan.classifiers.map((classifier) => classifierView(classifier, plan.shared)),
    vectors: plan.vectors.map((vectors) => vectorsView(vectors, plan.tables)),
    lists: plan.lists.map(listView),
    predicates: predicateViews(plan),
    rules,
    here: HERE,
    partly,
    ...decideView(plan, { rules, partly }),
    ...liveView(plan.live),
    shared: plan.shared ? [true] : [],
    program: PROGRAM_NAME,
    manifest: manifestView(manifest),
  };
}

const placeOf = (rule: CountedRule) => `${rule.span.file}:${rule.span.line}`;

/** A line for every rule, at most so many: a reader of the file has the rules below. */
const SUMMARY_LINES = 24;

function summaryOf({ counted: rules, policy }: Plan): readonly string[] {
  const shown = rules.slice(0, SUMMARY_LINES);
  const width = Math.max(...shown.map((rule) => rule.name.length), 0);
  const lines = shown.map((rule) => `${rule.action.padEnd(7)}  ${rule.name.padEnd(width)}  ${placeOf(rule)}`);
  if (rules.length > shown.length) lines.push(`… and ${rules.length - shown.length} more rules`);
  return [...lines, `${policy.action.padEnd(7)}  everything else`].map((line) => commentText(line.trimEnd()));
}

/** The names of functions: the rule's, as far as C allows, and its slot, which makes it the only one. */
function functionOf({ name, slot }: PlannedRule): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  return words === "" ? `rule_${slot}` : `rule_${slot}_${words}`;
}

function listView(list: ComparisonList, index: number): ListView {
  const { file, line } = list.span;
  return { function: listFunction(index), file: lineFile(file), line, condition: listLines(list) };
}

function partView(part: readonly PlannedRule[]): PartView {
  const rules = part.map((rule) => ruleView(rule, "if"));
  return { function: `rules_${rules[0]!.slot}_to_${rules.at(-1)!.slot}`, rules, here: HERE };
}

function ruleView(rule: PlannedRule, statement: "return" | "if"): RuleView {
  return {
    function: functionOf(rule),
    comment: commentText(`${rule.name}: ${placeOf(rule)}`),
    file: lineFile(rule.span.file),
    line: rule.span.line,
    condition: conditionLines(rule, statement),
    slot: rule.slot,
    action: ACTIONS[rule.action].constant,
  };
}

/** The headers that the program uses, the kernel's first, in the order in which kernel code has them. */
function includesFor({
  parse: { layers, fields, payload },
  lookups,
  steps,
  classifiers,
  live,
  vectors,
}: Plan): readonly string[] {
  const transports = [...layers.transports.ipv4, ...layers.transports.ipv6];
  const headers = [
    ...(layers.ethernet ? [C_HEADERS.ethernet] : []),
    ...(layers.arp ? [C_HEADERS.arp] : []),
    ...(layers.ipv4 ? [C_HEADERS.ipv4] : []),
    ...(layers.ipv6 ? [C_HEADERS.ipv6] : []),
    ...transports.map((transport) => C_HEADERS[transport]),
  ];
  const kernel = ["linux/bpf.h", ...headers.flatMap((h) => ("include" in h ? [h.include] : []))].sort();
  const protocols = transports.length > 0 ? ["linux/in.h"] : [];
  const own = ["xdpgen/config.h", "xdpgen/counters.h", "xdpgen/decide.h", "xdpgen/watch.h"];
  if (layers.extensions) own.push("xdpgen/ipv6.h");
  if (fields.length > 0) own.push("xdpgen/load.h");
  if (steps.length > 0) own.push("xdpgen/lookup.h");
  if (classifiers.length > 0) own.push("xdpgen/classify.h");
  if (vectors.length > 0) own.push("xdpgen/vectors.h");
  own.push("xdpgen/match.h");
  if (layers.ethernet) own.push("xdpgen/parse.h");
  if (live.parts.some((part) => part.some(({ predicates }) => predicates.length > 0)))
    own.push("xdpgen/predicate.h");
  if (payload) own.push("xdpgen/payload.h");
  if (live.sets.length > 0) own.push("xdpgen/live-prefix.h", "xdpgen/live-set.h");
  if (live.limiters.length > 0) own.push("xdpgen/limiter.h");
  if (live.flow) own.push("xdpgen/flow.h");
  own.push(...lookups.flatMap(headersOf));
  return [
    ...new Set([...kernel, ...protocols].sort()),
    "bpf/bpf_endian.h",
    "bpf/bpf_helpers.h",
    ...new Set(own.sort()),
  ];
}

/** A longer manifest is no text that anybody reads. */
export const READABLE_CHARACTERS = 256 * 1024;

/** The manifest as string literals, a rule a line. Where it is broken means nothing: C joins them. */
function manifestView(manifest: string): ManifestView {
  const symbol = MANIFEST_SYMBOL;
  if (manifest.length > READABLE_CHARACTERS)
    return { text: [], room: [{ symbol, bytes: Buffer.byteLength(manifest) + 1 }] };
  const lines = manifest.split(/(?=\{"name":)/).map(stringLiteral);
  return { text: [{ symbol, lines }], room: [] };
}
