import fc from "fast-check";
import type { Match, Program } from "../../src/ir/index.js";
import {
  ACTION_NAMES,
  FIELD_NAMES,
  fieldRow,
  maxOf,
  type ActionName,
  type FieldName,
} from "../../src/packet/index.js";
import type { DecodedPacket } from "../../src/testing/index.js";
import { operatorsOf } from "../../src/testing/samples.js";
import { equals, fieldMatch, programOf, protocolMatch } from "./rules.js";

type RuleArguments = readonly [ActionName, ...Match[]];

/**
 * Programs of `minRules` to `maxRules` rules that decide packets: values from nowhere would match none, so most
 * matches are made from fields that one of `packets` has, and of values at or beside its own.
 */
export function programs(
  packets: readonly DecodedPacket[],
  { minRules, maxRules }: { readonly minRules: number; readonly maxRules: number },
): fc.Arbitrary<Program> {
  const rule = fc.constantFrom(...packets).chain(ruleNear);
  return fc
    .tuple(fc.constantFrom(...ACTION_NAMES), fc.array(rule, { minLength: minRules, maxLength: maxRules }))
    .map(([policy, rules]) => programOf(policy, rules));
}

/** A rule with at most one match a field; about the packet, most of the time. */
function ruleNear(packet: DecodedPacket): fc.Arbitrary<RuleArguments> {
  const present = [...packet.fields];
  const near = fc.constantFrom(...present).chain(([field, value]) => matchNear(field, value));
  const elsewhere = fc.constantFrom(...FIELD_NAMES).chain(anyMatch);
  const protocols = [...packet.protocols].map((name) => fc.constant(protocolMatch(name)));
  const match = fc.oneof(
    { arbitrary: near, weight: 12 },
    { arbitrary: elsewhere, weight: 1 },
    ...protocols.map((arbitrary) => ({ arbitrary, weight: 2 })),
  );
  const matches = fc.uniqueArray(match, {
    minLength: 1,
    maxLength: 4,
    selector: (m) => (m.kind === "field" ? m.field : m.protocol),
  });
  return fc
    .tuple(fc.constantFrom(...ACTION_NAMES), matches)
    .map(([action, list]): RuleArguments => [action, ...list]);
}

/** A match on a value, on a range about it, or on another value and negated. */
function matchNear(field: FieldName, value: bigint): fc.Arbitrary<Match> {
  const row = fieldRow(field);
  const max = maxOf(row.bits);
  const usual = operatorsOf(field).find(({ operand }) => operand.kind === "bits");
  if (usual !== undefined) return bitsNear(field, value, max);
  const clamp = (n: bigint) => (n < 0n ? 0n : n > max ? max : n);
  const width = fc.bigInt({ min: 0n, max: max >> 2n });
  const range = fc.tuple(width, width).map(([below, above]) => {
    const interval = { first: clamp(value - below), last: clamp(value + above) };
    return fieldMatch(field, { operand: { kind: "intervals", intervals: [interval] }, negated: false });
  });
  const other = fc.bigInt({ min: 0n, max }).map((n) => {
    const match = equals(field, n);
    return { ...match, negated: true };
  });
  return row.type.ordered
    ? fc.oneof(fc.constant(equals(field, value)), range, other)
    : fc.constant(equals(field, value));
}

/** A match on some of the bits as the value has them. */
function bitsNear(field: FieldName, value: bigint, max: bigint): fc.Arbitrary<Match> {
  return fc
    .tuple(fc.bigInt({ min: 1n, max }), fc.boolean())
    .map(([mask, negated]) =>
      fieldMatch(field, { operand: { kind: "bits", tests: [{ mask, value: value & mask }] }, negated }),
    );
}

function anyMatch(field: FieldName): fc.Arbitrary<Match> {
  const possible = operatorsOf(field).filter(({ name }) => name !== "not everything");
  return fc.constantFrom(...possible).map((operator) => fieldMatch(field, operator));
}
