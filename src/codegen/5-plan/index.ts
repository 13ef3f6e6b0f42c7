import type { Program } from "../../ir/index.js";
import { ACTIONS, FIELD_NAMES, type FieldName } from "../../packet/index.js";
import { deepFreeze } from "../../util/freeze.js";
import { plural } from "../../util/text.js";
import type { PlannedClassifier } from "../classifier.js";
import { decisionOf, UNDECIDED } from "../decision.js";
import {
  STRATEGY_NAMES,
  type ComparisonList,
  type LookupStep,
  type Plan,
  type PlannedRule,
  type Test,
} from "../plan.js";
import type { Table } from "../table.js";
import { classifyRules } from "./classified-rules.js";
import { flatten } from "./flatten.js";
import { countedRule, gather, membersOf, USUAL, type Member, type Thresholds } from "./gather.js";
import { inlineTest } from "./inline.js";
import { layersFor, type Asking } from "./layers.js";
import { checkFunctions, checkMemory, USUAL_MEMORY } from "./limits.js";
import { planLiveRules, type LiveRules } from "./live-rules.js";
import { createLookups, type Lookups } from "./lookups.js";
import { lookUpPairs, pairRules } from "./paired-rules.js";
import { areFew, partsOf, shorten } from "./parts.js";
import { placeTables } from "./sections.js";
import { vectorRules } from "./vector-rules.js";

/** Ways to decide rules that may be prescribed: a strategy wherever it can be used, or to compare all rules one after the other. */
export const WAYS = [...STRATEGY_NAMES, "in-order"] as const;

/** What may be prescribed to the planner, for tests and measurements. */
export interface PlanOptions {
  /** Use this wherever it can be used, also for a single value. */
  readonly strategy?: (typeof WAYS)[number] | undefined;
  /** Bytes of kernel memory that tables may take; USUAL_MEMORY unless said otherwise. */
  readonly memory?: number | undefined;
}

/**
 * Phase 5: takes every decision: how each rule is decided, what the parser has to find out, where the counters are.
 * @throws DiagnosticError XG310 the tables are too large, XG311 too many rules have to be compared
 */
export function plan(program: Program, { strategy, memory = USUAL_MEMORY }: PlanOptions = {}): Plan {
  const thresholds = thresholdsFor(strategy);
  const { pairs, rest } = pairRules(membersOf(program), thresholds);
  const gathered = gather(rest, thresholds);
  const lookups = createLookups(strategy);
  const steps: LookupStep[] = [];
  const left = [...gathered.compared];
  const { lookups: fields, list } = gathered;
  const policy = { action: program.policy, slot: program.rules.length };
  // The only lookup there is may as well come to the policy where it finds nothing.
  const isOnly = fields.size + pairs.length === 1 && list.length + left.length === 0;
  const policyDecision = decisionOf(policy.slot, ACTIONS[policy.action].value);
  const otherwise = isOnly ? policyDecision : UNDECIDED;
  for (const [field, members] of fields) steps.push(lookUp(field, members, otherwise, lookups));
  for (const pair of pairs) steps.push(lookUpPairs(pair, otherwise, lookups));
  const classified = classifyRules(list, USUAL.rules, lookups);
  left.push(...classified.rest);
  const inVectors = vectorRules(left, thresholds.vectors, lookups);
  const compared = [...inVectors.rest];
  compared.sort((a, b) => a.slot - b.slot);
  const lists: ComparisonList[] = [];
  const { rules } = shorten(
    compared.map((member) => planRule(member, lookups)),
    lists,
  );
  const parts = partsOf(rules);
  const [only, ...more] = classified.classifiers;
  const isAll =
    only !== undefined && more.length + steps.length + inVectors.vectors.length + compared.length === 0;
  const own = isAll ? decidingPolicy(classified.tables, only, policyDecision) : classified.tables;
  const live = cutLiveRules(planLiveRules(program, lookups), rules, lists);
  const tables = placeTables([...lookups.tables, ...own, ...inVectors.tables]);
  const apart = predicatesApart(live.rules);
  checkFunctions(rules, [...parts, ...live.parts, ...apart], lists);
  const choices = [...lookups.choices, ...classified.choices, ...inVectors.choices];
  checkMemory(tables, live, choices, memory);

  const asking: readonly Asking[] = [
    ...rules.map(({ presence, tests }) => ({ presence, fields: tests.map(({ field }) => field) })),
    ...steps.map(({ presence, key }) => ({ presence, fields: key.map(({ field }) => field) })),
    ...classified.asking,
    ...live.asking,
    ...inVectors.asking,
  ];
  const asked = new Set(asking.flatMap(({ fields }) => fields));
  const inline = areFew(rules);
  const { parts: liveParts, sets, limiters, flow } = live;
  const shared =
    !inline ||
    !live.inline ||
    lists.length + inVectors.vectors.length + apart.length > 0 ||
    (only !== undefined && asked.size > MOST_FIELDS);
  return deepFreeze({
    parse: {
      fields: FIELD_NAMES.filter((field) => asked.has(field)),
      presence: [...new Set(asking.flatMap(({ presence }) => presence))],
      layers: layersFor(asking),
      apart: shared && asked.size > MOST_PARSED,
      payload: asking.some(({ payload }) => payload === true),
    },
    counted: program.rules.map((rule, slot) => countedRule({ rule, slot })),
    lookups: lookups.planned,
    steps,
    classifiers: classified.classifiers,
    vectors: inVectors.vectors,
    tables,
    rules,
    parts,
    inline,
    lists,
    live: { parts: liveParts, inline: live.inline, sets, limiters, flow },
    shared,
    policy,
    choices,
  });
}

/**
 * A classifier stands in the program's own function when the packet has at most so many fields: the 512 bytes of the stack are for
 * both, and for all functions that are called.
 */
const MOST_FIELDS = 12;

/**
 * The parser stands there as well, as a rule, for a call takes two nanoseconds. The parser of more fields than that has hundreds of ways through it,
 * and the verifier would walk what stands behind it for each.
 */
const MOST_PARSED = 16;

/** Live rules stand in the program's own function when they are few together with those that are compared there. */
function cutLiveRules(live: LiveRules, compared: readonly PlannedRule[], lists: ComparisonList[]) {
  const { rules } = shorten(live.rules, lists);
  return { ...live, parts: partsOf(rules), inline: areFew([...compared, ...rules]) };
}

/** The rules whose predicates are functions that are called, once for each. */
const predicatesApart = (rules: LiveRules["rules"]): readonly (readonly PlannedRule[])[] =>
  rules.flatMap((rule) => rule.predicates.filter(({ apart }) => apart).map(() => [rule]));

/** A prescribed strategy is used for a single value as well; "in-order" is to look nothing up. */
function thresholdsFor(strategy: PlanOptions["strategy"]): Thresholds {
  if (strategy === undefined) return USUAL;
  return strategy === "in-order"
    ? { comparisons: Infinity, fields: 0, rules: Infinity, joining: 0, vectors: Infinity }
    : { ...USUAL, comparisons: 1, joining: 0 };
}

/** The tables of a classifier that comes to the policy's decision, and not to none, where no rule matches. */
function decidingPolicy(
  tables: readonly Table[],
  { decisions, count }: PlannedClassifier,
  decision: number,
): readonly Table[] {
  return tables.map((table) =>
    table.symbol === decisions
      ? {
          ...table,
          elements: Uint32Array.from(table.elements as Uint32Array, (e, i) => (i === count ? decision : e)),
        }
      : table,
  );
}

/** One lookup for all rules that ask about one field. */
function lookUp(
  field: FieldName,
  members: readonly Member[],
  otherwise: number,
  lookups: Lookups,
): LookupStep {
  const labelled = members.map(({ rule, slot, box }) => ({
    label: decisionOf(slot, ACTIONS[rule.action].value),
    values: box.fields.get(field)!,
  }));
  const { name, wide, summary, rules } = lookups.add({
    field,
    map: flatten(field, labelled, otherwise),
    labels: "decisions",
    about: plural(members.length, "rule"),
    rules: members.map(countedRule),
  })!;
  const { presence } = members[0]!.box;
  const key = [{ field, wide, numberedBy: undefined, shift: 0 }];
  return { lookup: name, key, presence, summary, rules };
}

function planRule({ rule, slot, box }: Member, lookups: Lookups): PlannedRule {
  const tests = rule.matches
    .map((match) => inlineTest(match, lookups))
    .filter((test): test is Test => test !== undefined);
  return { ...countedRule({ rule, slot }), presence: box.presence, tests };
}
