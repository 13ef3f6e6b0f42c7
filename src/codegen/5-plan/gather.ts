import { isAskedInTurn, type Operand, type Program, type Rule } from "../../ir/index.js";
import type { FieldName } from "../../packet/index.js";
import type { CountedRule } from "../plan.js";
import { boxOf, onlyField, type Box } from "./boxes.js";

/** A rule, what it asks, and its place among the rules, which is that of its counter. */
export interface Member {
  readonly rule: Rule;
  readonly slot: number;
  readonly box: Box;
}

/** A rule as the manifest and comments know it. */
export const countedRule = ({ rule, slot }: Pick<Member, "rule" | "slot">): CountedRule => ({
  name: rule.name,
  action: rule.action,
  span: rule.span,
  slot,
});

/** Rules by how they are decided. */
export interface Gathered {
  /** Rules that ask about one field: of each field, all of them become one lookup. */
  readonly lookups: ReadonlyMap<FieldName, readonly Member[]>;
  /** Rules that ask about several fields, too many to compare one after the other. */
  readonly list: readonly Member[];
  /** Rules that are compared in code, in order. */
  readonly compared: readonly Member[];
}

/** What is looked up, and what is compared in order. */
export interface Thresholds {
  /** A field is looked up from so many comparisons on. */
  readonly comparisons: number;
  /** Up to so many fields are looked up whatever they are compared with, when there is nothing to compare in order beside them. */
  readonly fields: number;
  /** Rules of several fields are classified from so many on. */
  readonly rules: number;
  /** Rules about one field are classified with those about several when they are fewer comparisons than that. */
  readonly joining: number;
  /** What is left to be compared becomes bit vectors from so many comparisons on. */
  readonly vectors: number;
}

/** Up to here comparing is as fast as looking up, and what is written in order reads best. */
export const USUAL: Thresholds = { comparisons: 4, fields: 2, rules: 9, joining: 64, vectors: 96 };

/** The rules of a program, in order. */
export const membersOf = ({ rules }: Program): readonly Member[] =>
  rules.flatMap((rule, slot) => (isAskedInTurn(rule) ? [] : [{ rule, slot, box: boxOf(rule) }]));

/**
 * Puts together what is decided together. Since the first rule that matches is the one with the least slot, and each way to decide
 * comes to the least slot of its own rules, rules may be gathered from anywhere in the ruleset: the least of all is the answer.
 */
export function gather(members: readonly Member[], thresholds: Thresholds): Gathered {
  const ofField = new Map<FieldName, Member[]>();
  const several: Member[] = [];
  const compared: Member[] = [];
  for (const member of members) {
    const field = onlyField(member.box);
    if (field === undefined) (member.box.fields.size > 0 ? several : compared).push(member);
    else {
      const same = ofField.get(field) ?? [];
      same.push(member);
      ofField.set(field, same);
    }
  }
  const isAll = several.length + compared.length === 0 && ofField.size <= thresholds.fields;
  const isList = several.length >= thresholds.rules;
  const listed = new Set(isList ? several.flatMap(({ box }) => [...box.fields.keys()]) : []);
  const list = isList ? several : [];
  const lookups = new Map<FieldName, readonly Member[]>();
  for (const [field, same] of ofField) {
    const comparisons = same.reduce((sum, { rule }) => sum + comparisonsOf(rule), 0);
    // The classes of the field are looked up anyway; a few values more are no class that costs anything.
    if (listed.has(field) && comparisons < thresholds.joining) list.push(...same);
    else if (isAll || comparisons >= thresholds.comparisons) lookups.set(field, same);
    else compared.push(...same);
  }
  if (!isList) compared.push(...several);
  const inOrder = (some: readonly Member[]) => some.toSorted((a, b) => a.slot - b.slot);
  return { lookups, list: inOrder(list), compared: inOrder(compared) };
}

/** How many comparisons a rule would be in code. */
export function comparisonsOf({ matches }: Rule): number {
  return matches.reduce((sum, match) => sum + (match.kind === "field" ? lengthOf(match.operand) : 1), 0);
}

const lengthOf = (operand: Operand): number =>
  operand.kind === "bits"
    ? operand.tests.length
    : operand.kind === "set"
      ? operand.firsts.length
      : operand.intervals.length;
