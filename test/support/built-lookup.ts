import type { BuiltLookup } from "../../src/codegen/5-plan/strategies/strategy.js";

/** Reads what a strategy built as its C does: an element by the table's name after `lookup_`. */
export function elementsOf({ tables }: BuiltLookup): (what: string, index: number) => number {
  return (what, index) => {
    const table = tables.find(({ symbol }) => symbol === `lookup_${what}`);
    const element = table?.elements[index];
    if (element === undefined) throw new Error(`no element ${index} of ${what}`);
    return Number(element);
  };
}

/** The numbers of a constant that is a list of one; undefined for an empty list. */
export function optional(constant: unknown): Readonly<Record<string, number>> | undefined {
  return (constant as readonly Record<string, number>[])[0];
}

/** `displaced(hash, pilot)` of hash.h, with the shift behind it; the pilot is that of the hash's bucket. */
export function slotOf(
  value: number,
  { multiplier, bucketShift, slotShift }: Readonly<Record<string, number>>,
  pilotAt: (bucket: number) => number,
): number {
  const hash = Math.imul(value, multiplier!) >>> 0;
  const turn = Math.imul(pilotAt(hash >>> bucketShift!), 0x9e3779b9);
  return Math.imul(hash ^ turn, 0x85ebca6b) >>> slotShift!;
}

/** How many of the `count` elements from `first` on are not above a value. */
export function countNotAbove(
  elementAt: (i: number) => number | bigint,
  first: number,
  count: number,
  value: number | bigint,
): number {
  let found = 0;
  while (found < count && elementAt(first + found) <= value) found++;
  return found;
}
