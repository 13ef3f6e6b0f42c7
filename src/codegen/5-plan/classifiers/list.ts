import type { CombinedClass, PlannedPart, PlannedRange } from "../../classifier.js";
import { UNDECIDED } from "../../decision.js";
import type { Presence } from "../../presence.js";
import type { Table } from "../../table.js";
import type { Box } from "./box.js";
import { classesOf } from "./classes.js";
import { crossProduct } from "./cross-product.js";
import { dimensionsOf } from "./dimensions.js";
import { costOf, type Combined, type Draft } from "./draft.js";
import { partsOf } from "./parts.js";
import { serviceOf, type Known } from "./service.js";

/** How the rules of a list are decided, and from which classes. */
export interface ListDraft extends Decided {
  readonly boxes: readonly Box[];
  readonly classes: readonly Known[];
  /** The decisions of the rules by rank, and at the end that of none. */
  readonly decisions: Table;
  readonly leftover: readonly Box[];
}

interface Decided {
  readonly combined: readonly CombinedClass[];
  readonly ranged: readonly PlannedRange[];
  readonly parts: readonly PlannedPart[];
  readonly tables: readonly Table[];
  readonly time: number;
  readonly instructions: number;
}

/** The rank of a rule, or of none, has 16 bits. */
const MOST_RULES = 65_535;

/** Drafts a list of rules in the order of their labels; undefined when there are too many classes. `guard` see `dimensionsOf`. */
export function draftList(
  boxes: readonly Box[],
  name: string,
  guard: readonly Presence[],
): ListDraft | undefined {
  if (boxes.length > MOST_RULES) return undefined;
  const classes: Known[] = [];
  for (const [i, dimension] of dimensionsOf(boxes, guard).entries()) {
    const found = classesOf(dimension, boxes.length);
    if (found === undefined) return undefined;
    classes.push({ ...found, variable: `class_${i}` });
  }
  if (classes.length === 0) return undefined;
  const every = [...boxes.keys()];
  const whole = crossProduct(classes, every, boxes.length, `${name}_0`);
  const drafts = [
    ...(whole === undefined ? [] : [{ ...decided([], [], [whole], []), leftover: [] }]),
    ...inParts(boxes.length, classes, name),
  ];
  const [best] = drafts.sort((a, b) => a.leftover.length - b.leftover.length || a.time - b.time);
  if (best === undefined) return undefined;
  const decisions: Table = {
    symbol: `${name}_decisions`,
    elements: Uint32Array.from([...boxes.map(({ label }) => label), UNDECIDED]),
    bounded: false,
  };
  const tables = [...best.tables, decisions];
  return { ...best, boxes, classes, decisions, tables, leftover: best.leftover.map((rule) => boxes[rule]!) };
}

/** What so many fields have most classes of are keys. */
const KEYS = 2;

/** Takes the rules apart by which of the keys they ask about; none when that cannot be. */
function inParts(
  count: number,
  classes: readonly Known[],
  name: string,
): readonly (Decided & { readonly leftover: readonly number[] })[] {
  const byCount = classes.toSorted((a, b) => b.sets.count - a.sets.count);
  const [keys, others] = [byCount.slice(0, KEYS), byCount.slice(KEYS)];
  const made = serviceOf(others, count, `${name}_service`);
  if (made === undefined) return [];
  const { steps, service, conditions, ranged } = made;
  const patterns = new Uint8Array(count);
  for (const [i, { dimension }] of keys.entries()) {
    const asking =
      dimension.kind === "field" ? dimension.demands.flatMap(({ rules }) => rules) : dimension.rules;
    for (const rule of asking) patterns[rule]! |= 1 << i;
  }
  const { drafts, leftover } = partsOf({ keys, patterns, service, conditions, count }, name);
  if (drafts.length === 0) return [];
  const isTried = drafts.some(({ part }) => part.candidates.length > 0);
  return [
    {
      ...decided(steps, isTried ? ranged : [], drafts, isTried ? [conditions!.table, conditions!.asked] : []),
      leftover,
    },
  ];
}

function decided(
  steps: readonly Combined[],
  ranged: readonly PlannedRange[],
  drafts: readonly Draft[],
  others: readonly Table[],
): Decided {
  const shared = steps.map(({ table }) => table);
  const cost = costOf(ranged.length > 0 ? [...shared, ...others] : shared);
  return {
    combined: steps.map(({ combined }) => combined),
    ranged,
    parts: drafts.map(({ part }) => part),
    tables: [...shared, ...drafts.flatMap(({ tables }) => tables), ...others],
    time: drafts.reduce((sum, { time }) => sum + time, cost.time),
    instructions: drafts.reduce((sum, { instructions }) => sum + instructions, cost.instructions),
  };
}
