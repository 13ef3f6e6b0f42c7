import { plural } from "../../util/text.js";
import { UNDECIDED } from "../decision.js";
import type { KeyField, LookupStep, Option } from "../plan.js";
import { withOneKindOfPorts } from "./any-ports.js";
import { candidatesFor, costOf } from "./choose.js";
import { classLookupsOf, labelledBox } from "./class-lookups.js";
import { classify } from "./classifiers/index.js";
import { countedRule, type Member, type Thresholds } from "./gather.js";
import { createLookups, type Lookups } from "./lookups.js";
import { pairMapOf, type PairMap, type PairPart } from "./pair-map.js";
import { pairGroups, type PairGroup } from "./pairs.js";

/** Rules that are looked up by two fields at once, and what it would cost to classify them. */
export interface PairedRules extends PairGroup {
  readonly classifier: Option;
}

/**
 * More rules are looked up in any case: a classifier for them takes long to be made, and is larger and slower than one for so many
 * of them.
 */
const COMPARED_WITH = 1000;

/** Finds rules about two fields that are looked up sooner than classified. */
export function pairRules(
  members: readonly Member[],
  { rules: least, joining }: Thresholds,
): { readonly pairs: readonly PairedRules[]; readonly rest: readonly Member[] } {
  const { groups, rest } = pairGroups(members, least);
  const listed = new Set(rest.flatMap(({ box }) => (box.fields.size > 1 ? [...box.fields.keys()] : [])));
  // The classes of these fields are looked up anyway.
  const goesAlong = ({ fields, members: own }: PairGroup) =>
    own.length < joining && fields.some((field) => listed.has(field));
  const apart = groups.filter((group) => !goesAlong(group));
  const isLarge = ({ members: own }: PairGroup) => own.length > COMPARED_WITH;
  const large = apart.filter(isLarge).map((group) => ({ ...group, classifier: classifierOf(group.members) }));
  const pairs = [...large, ...cheaper(apart.filter((group) => !isLarge(group)))];
  const taken = new Set(pairs.flatMap((pair) => pair.members));
  return { pairs, rest: members.filter((member) => !taken.has(member)) };
}

/** All of some groups, when they are looked up sooner than classified together; otherwise none. */
function cheaper(groups: readonly PairGroup[]): readonly PairedRules[] {
  const all = groups.flatMap(({ members }) => members).toSorted((a, b) => a.slot - b.slot);
  if (all.length === 0) return [];
  const classifier = classifierOf(all);
  const time = groups.reduce((sum, group) => sum + lookupCost(pairMapOf(group, UNDECIDED)), 0);
  return time < costOf(classifier) ? groups.map((group) => ({ ...group, classifier })) : [];
}

/** What it costs to look up a pair, the numbers of its halves included. */
function lookupCost({ map, parts }: PairMap): number {
  const numbers = parts.flatMap((part) => (part.numbers === undefined ? [] : [part.numbers]));
  return [map, ...numbers].reduce((sum, each) => sum + costOf(candidatesFor(each)[0]!.estimate), 0);
}

/** What a classifier of rules would cost, or of the first of them when they are many; without end, when it cannot take them all. */
function classifierOf(members: readonly Member[]): Option {
  const isPart = members.length > COMPARED_WITH;
  const title = isPart ? `classifier of the first ${plural(COMPARED_WITH, "rule")}` : "classifier";
  const boxes = withOneKindOfPorts(members.slice(0, COMPARED_WITH)).map(labelledBox);
  const { estimate, rest } = classify(boxes, "classify", classLookupsOf(createLookups(undefined)));
  const left = rest.length > 0 ? { hit: Infinity, miss: Infinity } : {};
  return { strategy: "classifier", title, ...estimate, ...left };
}

/** The lookup of a group of pairs; a frame whose pair no rule asks for comes to `otherwise`. */
export function lookUpPairs(pairs: PairedRules, otherwise: number, lookups: Lookups): LookupStep {
  const { map, parts } = pairMapOf(pairs, otherwise);
  const [upper, lower] = parts;
  const key = [keyPart(upper, lower.bits, lookups), keyPart(lower, 0, lookups)];
  const { name, summary, rules } = lookups.add({
    field: pairs.fields,
    map,
    labels: "decisions",
    about: plural(pairs.members.length, "rule"),
    rules: pairs.members.map(countedRule),
    rivals: Number.isFinite(pairs.classifier.hit) ? [pairs.classifier] : [],
  })!;
  return { lookup: name, key, presence: pairs.presence, summary, rules };
}

function keyPart({ field, numbers }: PairPart, shift: number, lookups: Lookups): KeyField {
  if (numbers === undefined) return { field, wide: false, numberedBy: undefined, shift };
  const about = "numbers for values";
  const { name, wide } = lookups.add({ field, map: numbers, labels: "numbers", about, rules: [] })!;
  return { field, wide, numberedBy: name, shift };
}
