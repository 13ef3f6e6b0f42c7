import { complement, prefixLength, unflatten, type FieldMatch, type Match } from "../../ir/index.js";
import { fieldRow, maxOf, type FieldName, type Interval } from "../../packet/index.js";
import type { Comparison, Test } from "../plan.js";
import { flatten } from "./flatten.js";
import type { Lookups } from "./lookups.js";
import { protocolTest } from "./presence.js";
import { countOf, valuesOf } from "./values.js";

/** More intervals than that are looked up in a table rather than compared one after the other. */
const COMPARED_AT_MOST = 16;

/** The test that decides a match in code, or undefined when its presence bits are all there is to it. */
export function inlineTest(match: Match, lookups: Lookups): Test | undefined {
  if (match.kind === "field") return fieldTest(match, lookups);
  const { field, comparison } = protocolTest(match.protocol);
  if (field === undefined || comparison === undefined) return undefined;
  return { field, anyOf: [comparison], negated: false, span: match.span };
}

function fieldTest(match: FieldMatch, lookups: Lookups): Test | undefined {
  const { field, operand, negated, span } = match;
  if (operand.kind === "bits") {
    return { field, anyOf: operand.tests.map((test) => ({ kind: "bits", test })), negated, span };
  }
  const values = valuesOf({ ...match, negated: false });
  if (countOf(values) > COMPARED_AT_MOST) {
    const map = flatten(field, [{ label: 1, values }], 0);
    const lookup = lookups.add({ field, map, labels: "numbers", about: "a match", rules: [] });
    if (lookup !== undefined)
      return { field, anyOf: [{ kind: "lookup", lookup: lookup.name }], negated, span };
  }
  const { bits } = fieldRow(field);
  const held = values.kind === "wide" ? values.intervals : unflatten(values);
  // Few values that pass, or few that do not: whichever is the shorter list.
  const others = complement(held, maxOf(bits));
  const flip = others.length < held.length;
  const intervals = flip ? others : held;
  const isNegated = negated !== flip;
  // "None of no values" always holds: that the field is there is all there is to it.
  if (intervals.length === 0 && isNegated) return undefined;
  const anyOf = intervals.map((interval) => comparisonOf(interval, field, bits));
  return { field, anyOf, negated: isNegated, span };
}

function comparisonOf(interval: Interval, field: FieldName, bits: number): Comparison {
  if (interval.first === interval.last) return { kind: "equal", value: interval.first };
  const { name } = fieldRow(field).type;
  const length =
    name === "ipv4-address" || name === "ipv6-address" ? prefixLength(interval, bits) : undefined;
  return length === undefined
    ? { kind: "between", interval }
    : { kind: "prefix", value: interval.first, length };
}
