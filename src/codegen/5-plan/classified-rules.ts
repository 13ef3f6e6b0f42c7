import { ACTIONS } from "../../packet/index.js";
import { plural } from "../../util/text.js";
import type { PlannedClassifier } from "../classifier.js";
import { decisionOf } from "../decision.js";
import type { Choice } from "../plan.js";
import type { Table } from "../table.js";
import { askOfSeveralPorts, withAnyPorts } from "./any-ports.js";
import { classify, planClassifiers, type Box, type ClassLookups } from "./classifiers/index.js";
import { candidatesFor } from "./choose.js";
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
  const isMixed = askOfSeveralPorts(members.map(({ box }) => box));
  const alike = isMixed ? members.map((member) => ({ ...member, box: withAnyPorts(member.box) })) : members;
  const { lists, rest } = divide(alike, least);
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

function classifyList(list: readonly Member[], name: string, lookups: Lookups): ClassifiedRules {
  const boxes = list.map(({ rule, slot, box }): Box => ({ ...box, label: labelOf({ rule, slot }) }));
  const classLookups: ClassLookups = {
    estimate: (map) => candidatesFor(map, { hits: true })[0]?.estimate,
    add: (field, map) =>
      lookups.add({ field, map, labels: "numbers", about: "classes", rules: [], hits: true })!,
  };
  const classification = classify(boxes, name, classLookups);
  const rest = new Set(classification.rest.map(({ label }) => label));
  const classified = list.filter((member) => !rest.has(labelOf(member)));
  if (classified.length === 0) return { classifiers: [], tables: [], choices: [], asking: [], rest: list };
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

const labelOf = ({ rule, slot }: Pick<Member, "rule" | "slot">): number =>
  decisionOf(slot, ACTIONS[rule.action].value);
