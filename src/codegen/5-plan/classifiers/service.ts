import type { PlannedRange } from "../../classifier.js";
import type { Classes } from "./classes.js";
import { productOf } from "./combine.js";
import { bitConditions, rangeConditions, type Conditions } from "./conditions.js";
import { combined } from "./cross-product.js";
import type { Combined, Ingredient } from "./draft.js";

/** All that rules ask beside the keys, such as ports and protocols: as one class, and as conditions. */
export interface Service {
  readonly steps: readonly Combined[];
  /** None when nothing else is asked. */
  readonly service: Ingredient | undefined;
  readonly conditions: Conditions | undefined;
  /** One when the conditions have an interval of it. */
  readonly ranged: readonly PlannedRange[];
}

/** Classes and the variable of C that holds a packet's. */
export interface Known extends Classes {
  readonly variable: string;
}

/** Up to so many elements as many classes as possible are put together by one table. */
const SMALL = 64 * 1024;

/** Puts classes together to one for `count` rules. Undefined when there are too many. */
export function serviceOf(all: readonly Known[], count: number, name: string): Service | undefined {
  return rangedService(all, count, name) ?? plainService(all, count, name);
}

function plainService(all: readonly Known[], count: number, name: string): Service | undefined {
  const made = together(all, name);
  if (made === undefined) return undefined;
  return { ...made, conditions: bitConditions(made.service, count, name), ranged: [] };
}

/** With conditions that are intervals of the field that has most classes, if they can be that. */
function rangedService(all: readonly Known[], count: number, name: string): Service | undefined {
  const [ranged, ...others] = [...all].sort((a, b) => b.sets.count - a.sets.count);
  if (ranged?.dimension.kind !== "field" || ranged.map === undefined || ranged.map.bits > 16)
    return undefined;
  const made = together(others, `${name}_others`);
  const conditions = made && rangeConditions(ranged.dimension, made.service, count, name);
  if (made === undefined || conditions === undefined) return undefined;
  const { field, presence } = ranged.dimension;
  const whole = together(made.service === undefined ? [ranged] : [made.service, ranged], name);
  if (whole === undefined) return undefined;
  return {
    steps: [...made.steps, ...whole.steps],
    service: whole.service,
    conditions,
    ranged: [
      {
        field,
        presence: presence === undefined ? [] : [presence],
        conditions: conditions.table.symbol,
        row: conditions.row,
      },
    ],
  };
}

function together(all: readonly Ingredient[], name: string): Pick<Service, "steps" | "service"> | undefined {
  const steps: Combined[] = [];
  let lists = [...all].sort((a, b) => a.sets.count - b.sets.count);
  while (lists.length > 1) {
    let taken = 2;
    while (taken < lists.length && productOf(lists.slice(0, taken + 1).map(({ sets }) => sets)) <= SMALL)
      taken++;
    const step = combined(lists.slice(0, taken), `${name}_${steps.length}`);
    if (step === undefined) return undefined;
    steps.push(step);
    lists = [...lists.slice(taken), step.ingredient].sort((a, b) => a.sets.count - b.sets.count);
  }
  return { steps, service: lists[0] };
}
