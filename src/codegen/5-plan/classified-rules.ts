import { plural } from "../../util/text.js";
import type { PlannedClassifier } from "../classifier.js";
import type { Choice } from "../plan.js";
import type { Table } from "../table.js";
import { withOneKindOfPorts } from "./any-ports.js";
import { classLookupsOf, labelledBox, labelOf } from "./class-lookups.js";
import { estimateVectors, vectorise } from "./bit-vectors/index.js";
import { costOf } from "./choose.js";
import {
  classify,
  planClassifiers,
  type Box,
  type Classification,
  type ClassLookups,
} from "./classifiers/index.js";
import { countedRule, type Member } from "./gather.js";
import type { Asking } from "./layers.js";
import type { Lookups } from "./lookups.js";
import { divide } from "./shapes.js";

/** Rules about several fields, as far as they could be classified. */
export interface ClassifiedRules {
  readonly classifiers: readonly PlannedClassifier[];
  readonly tables: readonly Table[];
  readonly choices: readonly Choice[];
  /** What the classified rules ask of a frame. */
  readonly asking: readonly Asking[];
  /** The rules that are not classified: they are of too many kinds, or no table has room for them. */
  readonly rest: readonly Member[];
}

/** Makes classifiers for rules about several fields; the lookups of their fields are added to the others. `least` see `divide`. */
export function classifyRules(members: readonly Member[], least: number, lookups: Lookups): ClassifiedRules {
  const { lists, rest } = divide(withOneKindOfPorts(members), least);
  const all = lists.map((list, i) => classifyList(list, `classify_${i}`, lookups));
  return {
    classifiers: all.flatMap(({ classifiers }) => classifiers),
    tables: all.flatMap(({ tables }) => tables),
    choices: all.flatMap(({ choices }) => choices),
    asking: all.flatMap(({ asking }) => asking),
    // As they were: in code there is no reason to look for ports of the other protocol.
    rest: originals(members, [...rest, ...all.flatMap((each) => each.rest)]),
  };
}

function originals(members: readonly Member[], some: readonly Member[]): readonly Member[] {
  const slots = new Set(some.map(({ slot }) => slot));
  return members.filter(({ slot }) => slots.has(slot));
}

const NONE = { classifiers: [], tables: [], choices: [], asking: [] } as const;

/**
 * Whether all rules of a list are decided sooner as bit vectors. Asked only where classifying them was not easy: some are left over, or
 * one set of tables was not enough.
 */
function areSoonerVectors(
  boxes: readonly Box[],
  { lists, rest, estimate }: Classification,
  lookups: ClassLookups,
): boolean {
  const guards = new Set(lists.map(({ guard }) => guard.join()));
  if (rest.length === 0 && lists.length <= guards.size) return false;
  const costOfVectors = (some: readonly Box[]) =>
    vectorise(some).lists.reduce((sum, each) => sum + costOf(estimateVectors(each, lookups)), 0);
  return costOfVectors(boxes) < costOf(estimate) + costOfVectors(rest);
}

function classifyList(list: readonly Member[], name: string, lookups: Lookups): ClassifiedRules {
  const classLookups = classLookupsOf(lookups);
  const boxes = list.map(labelledBox);
  const classification = classify(boxes, name, classLookups);
  if (areSoonerVectors(boxes, classification, classLookups)) return { ...NONE, rest: list };
  const rest = new Set(classification.rest.map(({ label }) => label));
  const classified = list.filter((member) => !rest.has(labelOf(member)));
  if (classified.length === 0) return { ...NONE, rest: list };
  const { classifiers, tables } = planClassifiers(classification, classLookups);
  const fields = [...new Set(classified.flatMap(({ box }) => [...box.fields.keys()]))];
  const choice: Choice = {
    name,
    subject: `${plural(classified.length, "rule")} about ${fields.join(", ")}`,
    rules: classified.map(countedRule),
    chosen: { strategy: "classifier", title: "classifier", ...classification.estimate },
    others: [],
  };
  return {
    classifiers,
    tables,
    choices: [choice],
    asking: classified.map(({ box }) => ({ presence: box.presence, fields: [...box.fields.keys()] })),
    rest: list.filter((member) => rest.has(labelOf(member))),
  };
}
