import {
  flatten,
  joinFlat,
  NARROW_BITS,
  normalise,
  unflatten,
  type FlatIntervals,
  type Operand,
} from "../../ir/index.js";
import type { Interval } from "../../packet/index.js";

/** Up to so many intervals are written as intervals, more of a narrow field as a set. */
export const SHORT = 64;

/** The operand of sorted and joined values of at most 32 bits. */
export function narrowOperand(values: FlatIntervals, name?: string): Operand {
  const { firsts, lasts } = values;
  return firsts.length > SHORT ? { kind: "set", name, firsts, lasts } : wideOperand(unflatten(values), name);
}

/** The operand of sorted and joined values of any width. */
export function wideOperand(intervals: readonly Interval[], name?: string): Operand {
  return { kind: "intervals", intervals, ...(name === undefined ? {} : { name }) };
}

/** The operand that holds when one of several does: intervals and sets of a field of `bits` bits. */
export function union(operands: readonly Operand[], bits: number): Operand {
  if (bits > NARROW_BITS)
    return wideOperand(normalise(operands.flatMap((o) => (o.kind === "intervals" ? o.intervals : []))));
  const parts = operands.map((o) =>
    o.kind === "set" ? o : flatten(o.kind === "intervals" ? o.intervals : []),
  );
  return narrowOperand(
    joinFlat(joinedArray(parts.map((p) => p.firsts)), joinedArray(parts.map((p) => p.lasts))),
  );
}

function joinedArray(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
