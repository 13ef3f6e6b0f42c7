import { complement, prefixLength, type FieldMatch, type Match } from "../../ir/index.js";
import { fieldRow, maxOf, type FieldName, type Interval } from "../../packet/index.js";
import type { Comparison, Test } from "../plan.js";
import { protocolTest } from "./presence.js";

/** The test that decides a match in code, or undefined when its presence bits are all there is to it. */
export function inlineTest(match: Match): Test | undefined {
  if (match.kind === "field") return fieldTest(match);
  const { field, comparison } = protocolTest(match.protocol);
  if (field === undefined || comparison === undefined) return undefined;
  return { field, anyOf: [comparison], negated: false, span: match.span };
}

function fieldTest({ field, operand, negated, span }: FieldMatch): Test | undefined {
  if (operand.kind === "bits") {
    return { field, anyOf: operand.tests.map((test) => ({ kind: "bits", test })), negated, span };
  }
  const { bits } = fieldRow(field);
  // Few values that pass, or few that do not: whichever is the shorter list.
  const others = complement(operand.intervals, maxOf(bits));
  const flip = others.length < operand.intervals.length;
  const intervals = flip ? others : operand.intervals;
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
