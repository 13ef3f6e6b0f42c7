import type { PlannedClassifier } from "../../classifier.js";
import type { Presence } from "../../presence.js";
import { tableBytes, type Table } from "../../table.js";
import type { Estimate } from "../strategies/strategy.js";
import type { Box } from "./box.js";
import { classEstimate, plannedClass, type ClassLookups } from "./class-sources.js";
import { leavesMost } from "./effort.js";
import { byFamily } from "./families.js";
import { draftList, type ListDraft } from "./list.js";

export type { ClassLookups } from "./class-sources.js";
export type { Box } from "./box.js";

/** A list of rules, classified: not yet part of the program. */
export interface Classification {
  readonly estimate: Estimate;
  /** Rules that no table has room for. */
  readonly rest: readonly Box[];
  readonly lists: readonly GuardedList[];
}

/** A list of rules that match only frames with some presence bits. */
interface GuardedList {
  readonly name: string;
  readonly guard: readonly Presence[];
  readonly draft: ListDraft;
}

/** A list that is too large for one set of tables is halved, so many times at most. */
const HALVINGS = 3;

/**
 * Finds tables that decide which rule of a list, however long, is the first that matches, in a time that hardly depends on how
 * many there are: docs/strategies.md. Labels are below 2^32 - 1, and the least decides.
 */
export function classify(boxes: readonly Box[], name: string, lookups: ClassLookups): Classification {
  const lists: GuardedList[] = [];
  const rest: Box[] = [];
  const add = (some: readonly Box[], guard: readonly Presence[], halvings: number): void => {
    if (some.length === 0) return;
    const own = lists.length === 0 ? name : `${name}_${lists.length}`;
    const draft = draftList(some, own, guard);
    if (draft !== undefined && leavesMost(some.length, draft.leftover.length)) rest.push(...some);
    else if (draft !== undefined && draft.parts.length > 0 && draft.leftover.length < some.length) {
      lists.push({ name: own, guard, draft });
      if (halvings > 0) add(draft.leftover, guard, halvings - 1);
      else rest.push(...draft.leftover);
    } else if (halvings === 0 || some.length === 1) rest.push(...some);
    else for (const half of halves(some)) add(half, guard, halvings - 1);
  };
  for (const { guard, boxes: some } of byFamily(boxes.toSorted((a, b) => a.label - b.label)))
    add(some, guard, HALVINGS);
  rest.sort((a, b) => a.label - b.label);
  return { estimate: estimateOf(lists, lookups), rest, lists };
}

/** Rules that ask about the same fields stay together. Each half is in order. */
function halves(boxes: readonly Box[]): readonly (readonly Box[])[] {
  const shape = ({ fields }: Box) => [...fields.keys()].sort().join();
  const alike = boxes.toSorted((a, b) =>
    shape(a) < shape(b) ? -1 : shape(a) > shape(b) ? 1 : a.label - b.label,
  );
  const middle = boxes.length >> 1;
  return [alike.slice(0, middle), alike.slice(middle)].map((half) => half.sort((a, b) => a.label - b.label));
}

function estimateOf(lists: readonly GuardedList[], lookups: ClassLookups): Estimate {
  const estimates = lists.flatMap(({ draft }) => draft.classes.map(({ map }) => classEstimate(map, lookups)));
  const sum = (of: (estimate: Estimate) => number, own: (draft: ListDraft) => number) =>
    estimates.reduce((total, estimate) => total + of(estimate), 0) +
    lists.reduce((total, { draft }) => total + own(draft), 0);
  const memoryOf = ({ tables }: ListDraft) => tables.reduce((bytes, table) => bytes + tableBytes(table), 0);
  return {
    memory: sum(({ memory }) => memory, memoryOf),
    hit: sum(
      ({ hit }) => hit,
      ({ time }) => time,
    ),
    miss: sum(
      ({ miss }) => miss,
      ({ time }) => time,
    ),
    instructions: sum(
      (estimate) => estimate.instructions,
      (draft) => draft.instructions,
    ),
  };
}

/** Makes a classification part of the program. */
export function planClassifiers(
  { lists }: Classification,
  lookups: ClassLookups,
): { readonly classifiers: readonly PlannedClassifier[]; readonly tables: readonly Table[] } {
  const tables: Table[] = [];
  const classifiers = lists.map(({ name, guard, draft }): PlannedClassifier => {
    const classes = draft.classes.map((of) => plannedClass(of, name, lookups, tables));
    tables.push(...draft.tables);
    const { combined, ranged, parts, decisions, boxes, leftover } = draft;
    const summary = `the first that matches of ${boxes.length - leftover.length} rules`;
    return {
      name,
      guard,
      classes,
      combined,
      ranged,
      parts,
      decisions: decisions.symbol,
      count: boxes.length,
      summary,
    };
  });
  return { classifiers, tables };
}
