import { ACTIONS, actionOf, type FieldName } from "../../packet/index.js";
import { partsOfDecision, UNDECIDED } from "../decision.js";
import type { Constant, CountedRule, KeyField, LookupStep, PlannedLookup, StrategyName } from "../plan.js";
import { commentText, memberOf } from "./c-names.js";
import type { Optional } from "./parse-view.js";

/** What the partial of a strategy sees. */
type StrategyView = { readonly name: string } & Readonly<Record<string, Constant>>;

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** A lookup: the view of its strategy's partial, under the strategy's name in camel case; all the others are empty. */
export type LookupView = { readonly comment: string; readonly rules: readonly string[] } & {
  readonly [S in StrategyName as Camel<S>]: Optional<StrategyView>;
};

const NONE = {
  compare: [],
  singleProbe: [],
  perfectHash: [],
  direct: [],
  trie: [],
  flipPoints: [],
  prefixBitmap: [],
  ipv6FlipPoints: [],
} as const satisfies Omit<LookupView, "comment" | "rules">;

/** The headers that the partials of strategies call. */
const HEADERS = {
  compare: ["xdpgen/lookup.h"],
  "single-probe": ["xdpgen/hash.h"],
  "perfect-hash": ["xdpgen/hash.h"],
  direct: ["xdpgen/lookup.h"],
  trie: ["xdpgen/lookup.h"],
  "flip-points": ["xdpgen/lookup.h", "xdpgen/search.h"],
  "prefix-bitmap": ["xdpgen/hash.h"],
  "ipv6-flip-points": ["xdpgen/hash.h", "xdpgen/search.h"],
} as const satisfies Record<StrategyName, readonly string[]>;

/** The headers that a lookup needs. */
export function headersOf({ strategy, bits }: PlannedLookup): readonly string[] {
  return bits > 32 ? [...HEADERS[strategy], "xdpgen/wide.h"] : HEADERS[strategy];
}

const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

export function lookupView(lookup: PlannedLookup): LookupView {
  const { name, strategy, labels, constants, summary, rules } = lookup;
  const own = labels === "decisions" ? withDecisions(constants) : constants;
  const comment = commentText(summary);
  return { comment, rules: rulesText(rules), ...NONE, [camel(strategy)]: [{ name, ...own }] };
}

/** So many rules are named in a comment. */
const NAMED = 8;

function rulesText(rules: readonly CountedRule[]): readonly string[] {
  const named = rules.slice(0, NAMED).map(({ name, span }) => `${name}: ${span.file}:${span.line}`);
  const more = rules.length > NAMED ? [`… and ${rules.length - NAMED} more`] : [];
  return [...named, ...more].map(commentText);
}

type Constants = Readonly<Record<string, Constant>>;

/** The constants of strategies that are labels. */
const LABELS: ReadonlySet<string> = new Set(["label", "otherwise", "missing"]);

/** Constants whose labels are written as decisions, wherever they stand. */
function withDecisions(constants: Constants): Constants {
  const written = ([name, constant]: [string, Constant]): [string, Constant] => {
    if (Array.isArray(constant)) return [name, (constant as readonly Constants[]).map(withDecisions)];
    return [name, typeof constant === "number" && LABELS.has(name) ? decisionText(constant) : constant];
  };
  return Object.fromEntries(Object.entries(constants).map(written));
}

function decisionText(decision: number): string {
  if (decision === UNDECIDED) return "UNDECIDED";
  const { slot, action } = partsOfDecision(decision);
  return `DECIDED(${slot}, ${ACTIONS[actionOf(action)!].constant})`;
}

/** The call of a lookup with a field of the packet. */
export function callOf(lookup: string, field: FieldName, wide: boolean): string {
  return `${lookup}(${wide ? "&" : ""}p->${memberOf(field)})`;
}

/** The call of a step's lookup: with a field of the packet, or with a key that is made of two. */
export function stepCall({ lookup, key }: LookupStep): string {
  const [only, ...others] = key;
  return others.length === 0
    ? callOf(lookup, only!.field, only!.wide)
    : `${lookup}(${key.map(partText).join(" | ")})`;
}

function partText({ field, wide, numberedBy, shift }: KeyField): string {
  const value = numberedBy === undefined ? `p->${memberOf(field)}` : callOf(numberedBy, field, wide);
  return shift === 0 ? value : `(__u64)${value} << ${shift}`;
}
