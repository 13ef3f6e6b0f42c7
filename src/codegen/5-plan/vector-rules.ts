import type { PlannedVectors } from "../bit-vectors.js";
import type { Choice } from "../plan.js";
import type { Table } from "../table.js";
import { plural } from "../../util/text.js";
import { withOneKindOfPorts } from "./any-ports.js";
import { estimateVectors, planVectors, vectorise, type VectorsDraft } from "./bit-vectors/index.js";
import { classLookupsOf, labelledBox, labelOf } from "./class-lookups.js";
import { comparisonsOf, countedRule, type Member } from "./gather.js";
import type { Asking } from "./layers.js";
import type { Lookups } from "./lookups.js";

/** Rules as bit vectors, as far as they are many. */
export interface VectorRules {
  readonly vectors: readonly PlannedVectors[];
  readonly tables: readonly Table[];
  readonly choices: readonly Choice[];
  /** What the rules ask of a frame. */
  readonly asking: readonly Asking[];
  /** The rules that are compared. */
  readonly rest: readonly Member[];
}

/** A match of more values than that is no longer in code: they are looked up. */
const MOST_OF_RULE = 16;

/** Makes bit vectors of what is left to be compared, when that is `least` comparisons or more; of so many rules they are faster. */
export function vectorRules(members: readonly Member[], least: number, lookups: Lookups): VectorRules {
  const work = members.reduce((sum, { rule }) => sum + Math.min(MOST_OF_RULE, comparisonsOf(rule)), 0);
  if (work < least) return { vectors: [], tables: [], choices: [], asking: [], rest: members };
  const alike = withOneKindOfPorts(members);
  const ofLabel = new Map(alike.map((member) => [labelOf(member), member]));
  const classLookups = classLookupsOf(lookups);
  const { lists, rest } = vectorise(alike.map(labelledBox));
  const membersOf = ({ boxes }: VectorsDraft) => boxes.map(({ label }) => ofLabel.get(label)!);
  const planned = lists.map((list, i) => planVectors(list, `vectors_${i}`, classLookups));
  const left = new Set(rest.map(({ label }) => label));
  return {
    vectors: planned.map(({ vectors }) => vectors),
    tables: planned.flatMap(({ tables }) => tables),
    choices: lists.map((list, i): Choice => ({
      name: planned[i]!.vectors.name,
      subject: `${plural(list.boxes.length, "rule")} about ${fieldsOf(list).join(", ")}`,
      rules: membersOf(list).map(countedRule),
      chosen: { strategy: "bit-vectors", title: "bit vectors", ...estimateVectors(list, classLookups) },
      others: [],
    })),
    asking: lists.flatMap(membersOf).map(({ box }) => ({
      presence: box.presence,
      fields: [...box.fields.keys()],
    })),
    rest: members.filter((member) => left.has(labelOf(member))),
  };
}

const fieldsOf = ({ classes }: VectorsDraft): readonly string[] =>
  classes.map(({ dimension }) => (dimension.kind === "field" ? dimension.field : dimension.presence));
