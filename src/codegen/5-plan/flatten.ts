import { NARROW_BITS } from "../../ir/index.js";
import { fieldRow, type FieldName } from "../../packet/index.js";
import { placeOf, sortedOnce } from "./places.js";
import type { ValueMap } from "./value-map.js";
import type { NarrowValues, Values } from "./values.js";

/** Values of a field and the label that they are to have. */
export interface LabelledValues {
  readonly label: number;
  readonly values: Values;
}

/** Makes one map of many values of a field: a value that several have gets the least of their labels. */
export function flatten(field: FieldName, all: readonly LabelledValues[], otherwise: number): ValueMap {
  const { bits } = fieldRow(field);
  if (bits <= NARROW_BITS) {
    const narrow = all.map(({ label, values }) => ({ label, values: values as NarrowValues }));
    return { kind: "narrow", bits, otherwise, ...leastLabels(narrow) };
  }
  const wide = all.map(({ label, values }) => ({
    label,
    intervals: values.kind === "wide" ? values.intervals : [],
  }));
  const [only, ...others] = wide;
  if (only !== undefined && others.length === 0) {
    const entries = only.intervals.map(({ first, last }) => ({ first, last, label: only.label }));
    return { kind: "wide", bits, otherwise, entries };
  }
  // Wide values are replaced by their places among all ends, which are numbers.
  const ends = sortedOnce(
    wide.flatMap(({ intervals }) => intervals.flatMap(({ first, last }) => [first, last + 1n])),
  );
  const ranked = wide.map(({ label, intervals }) => {
    const firsts = Uint32Array.from(intervals, ({ first }) => placeOf(ends, first));
    const lasts = Uint32Array.from(intervals, ({ last }) => placeOf(ends, last + 1n) - 1);
    return { label, values: { kind: "narrow", firsts, lasts } as const };
  });
  const { firsts, lasts, labels } = leastLabels(ranked);
  const entries = Array.from(firsts, (first, i) => ({
    first: ends[first]!,
    last: ends[lasts[i]! + 1]! - 1n,
    label: labels[i]!,
  }));
  return { kind: "wide", bits, otherwise, entries };
}

interface Flat {
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
  readonly labels: Uint32Array;
}

interface LabelledNarrow {
  readonly label: number;
  readonly values: NarrowValues;
}

function leastLabels(all: readonly LabelledNarrow[]): Flat {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) {
    const { firsts, lasts } = only.values;
    return { firsts, lasts, labels: new Uint32Array(firsts.length).fill(only.label) };
  }
  return sweep(sortedByFirst(all));
}

/** All intervals with their labels, sorted by their first values. */
function sortedByFirst(all: readonly LabelledNarrow[]): Flat {
  const count = all.reduce((sum, { values }) => sum + values.firsts.length, 0);
  // The first value above, the place below: so they sort as the 64-bit numbers that they make on a little-endian machine.
  const keys = new Uint32Array(2 * count);
  const lasts = new Uint32Array(count);
  const labels = new Uint32Array(count);
  let at = 0;
  for (const { label, values } of all) {
    for (let i = 0; i < values.firsts.length; i++, at++) {
      keys[2 * at] = at;
      keys[2 * at + 1] = values.firsts[i]!;
      lasts[at] = values.lasts[i]!;
      labels[at] = label;
    }
  }
  new BigUint64Array(keys.buffer).sort();
  const order = keys.filter((_, i) => i % 2 === 0);
  return {
    firsts: keys.filter((_, i) => i % 2 === 1),
    lasts: order.map((i) => lasts[i]!),
    labels: order.map((i) => labels[i]!),
  };
}

/** Goes through sorted intervals from the least value to the greatest, those that are open in a heap by their labels. */
function sweep({ firsts, lasts, labels }: Flat): Flat {
  const heap = createHeap(labels);
  const out = { firsts: [] as number[], lasts: [] as number[], labels: [] as number[] };
  const add = (first: number, last: number, label: number) => {
    const previous = out.lasts.length - 1;
    if (previous >= 0 && out.labels[previous] === label && out.lasts[previous] === first - 1)
      out.lasts[previous] = last;
    else {
      out.firsts.push(first);
      out.lasts.push(last);
      out.labels.push(label);
    }
  };
  let next = 0;
  let value = 0;
  for (;;) {
    let top = heap.top();
    while (top !== undefined && lasts[top]! < value) {
      heap.pop();
      top = heap.top();
    }
    if (top === undefined) {
      if (next === firsts.length) break;
      value = Math.max(value, firsts[next]!);
    }
    while (next < firsts.length && firsts[next]! <= value) heap.push(next++);
    top = heap.top();
    if (top === undefined || lasts[top]! < value) continue;
    const end = next < firsts.length ? Math.min(lasts[top]!, firsts[next]! - 1) : lasts[top]!;
    add(value, end, labels[top]!);
    value = end + 1;
  }
  return {
    firsts: Uint32Array.from(out.firsts),
    lasts: Uint32Array.from(out.lasts),
    labels: Uint32Array.from(out.labels),
  };
}

/** A heap of places, that with the least label on top. */
function createHeap(labels: Uint32Array) {
  const items: number[] = [];
  const less = (a: number, b: number) => labels[items[a]!]! < labels[items[b]!]!;
  const swap = (a: number, b: number) => ([items[a], items[b]] = [items[b]!, items[a]!]);
  return {
    top: () => items[0],
    push(item: number) {
      items.push(item);
      for (let i = items.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!less(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      const last = items.pop()!;
      if (items.length === 0) return;
      items[0] = last;
      for (let i = 0; ;) {
        const left = 2 * i + 1;
        if (left >= items.length) break;
        const child = left + 1 < items.length && less(left + 1, left) ? left + 1 : left;
        if (!less(child, i)) break;
        swap(child, i);
        i = child;
      }
    },
  };
}
