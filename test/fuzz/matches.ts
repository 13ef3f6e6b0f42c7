import fc from "fast-check";
import { FIELD_NAMES, fieldRow, HEADERS, maxOf, type HeaderName } from "../../src/packet/index.js";
import type { DecodedPacket } from "../../src/testing/index.js";
import { FORMS, kindsOf, type Form, type ValueKind } from "./forms.js";
import { valueNear, type Target } from "./literals.js";
import { onceIn } from "./odds.js";
import type { WrittenField, WrittenMatch, WrittenValue } from "./written.js";

/** How many values lists have: few, or some more. */
const LIST = { shortest: 2, longest: 6, many: 24 } as const;

/**
 * And very rarely so many that no function of the program holds them (5-plan/parts.ts), where the field has enough values
 * that they do not become one interval.
 */
const HUGE = { size: 900, oneIn: 100, bits: 16 } as const;

/** A match in the form, which mostly holds for a packet that has the value in the field. */
export function matchNear({ field, operand, negated }: Form, value: bigint): fc.Arbitrary<WrittenField> {
  return fc.tuple(nearlyAlways, fc.boolean()).chain(([holds, inArray]) =>
    valuesNear(operand, { field, value, including: holds !== negated }).map((values): WrittenField => ({
      kind: "field",
      field,
      negated,
      values,
      inArray: inArray && values.length > 0,
    })),
  );
}

/** A rule has some matches and holds only if all of them do. */
const nearlyAlways = onceIn(12, fc.constant(false)).map((never) => never ?? true);

function valuesNear(operand: Form["operand"], target: Target): fc.Arbitrary<readonly WrittenValue[]> {
  if (operand === "nothing") return fc.constant([]);
  if (operand !== "list") return fewValuesNear(operand, target);
  const isWide = fieldRow(target.field).bits >= HUGE.bits;
  if (!isWide) return fewValuesNear(operand, target);
  return onceIn(HUGE.oneIn, hugeListNear(target)).chain((huge) =>
    huge === undefined ? fewValuesNear(operand, target) : fc.constant(huge),
  );
}

/** A value near the target among many from anywhere. */
function hugeListNear(target: Target): fc.Arbitrary<readonly WrittenValue[]> {
  const { field } = target;
  const anywhere = fc
    .bigInt({ min: 0n, max: maxOf(fieldRow(field).bits) })
    .chain((value) => valueNear("value", { field, value, including: true }));
  return fc
    .tuple(valueNear("value", target), fc.array(anywhere, { minLength: HUGE.size, maxLength: HUGE.size }))
    .map(([near, others]) => [...others, near]);
}

function fewValuesNear(
  operand: Exclude<Form["operand"], "nothing">,
  target: Target,
): fc.Arbitrary<readonly WrittenValue[]> {
  const kinds = kindsOf(target.field);
  const size = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: LIST.shortest, max: LIST.longest }) },
    { weight: 1, arbitrary: fc.constant(LIST.many) },
  );
  if (operand !== "list" && operand !== "mixed list") return listNear([operand], target);
  const some =
    operand === "list"
      ? fc.constantFrom(...kinds).map((kind) => [kind])
      : fc.shuffledSubarray([...kinds], { minLength: 2 });
  return fc.tuple(size, some).chain(([length, taken]) => {
    const all = Array.from({ length }, (_, i) => taken[i % taken.length]!);
    return listNear(all, target);
  });
}

/** Values of these kinds, in any order. When the list shall include the target's value, one of them does. */
function listNear(kinds: readonly ValueKind[], target: Target) {
  const values = kinds.map((kind, i) =>
    valueNear(kind, { ...target, including: target.including && i === 0 }),
  );
  return fc
    .tuple(...values)
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }));
}

/** A match of any form on a field that the packet has, on one of its protocols, or on anything at all. */
export function anyMatchNear(packet: DecodedPacket): fc.Arbitrary<WrittenMatch> {
  const near = fc.constantFrom(...packet.fields).chain(([field, value]) => formOn(field, value));
  const elsewhere = fc
    .constantFrom(...FIELD_NAMES)
    .chain((field) =>
      fc.bigInt({ min: 0n, max: maxOf(fieldRow(field).bits) }).chain((value) => formOn(field, value)),
    );
  const protocols = [...packet.protocols].map((protocol) =>
    fc.constant({ kind: "protocol", protocol } as const),
  );
  return fc.oneof(
    { weight: 12, arbitrary: near },
    { weight: 1, arbitrary: elsewhere },
    ...protocols.map((arbitrary) => ({ weight: 2, arbitrary })),
  );
}

const formOn = (field: Form["field"], value: bigint) =>
  fc.constantFrom(...FORMS.filter((form) => form.field === field)).chain((form) => matchNear(form, value));

const headerOf = (match: WrittenMatch): HeaderName =>
  match.kind === "protocol" ? match.protocol : fieldRow(match.field).protocol;

/** The matches without those that no packet can satisfy together with an earlier one: the rule language refuses them. */
export function withoutConflicts(matches: readonly WrittenMatch[]): readonly WrittenMatch[] {
  const kept: WrittenMatch[] = [];
  for (const match of matches) {
    const { conflicts } = HEADERS[headerOf(match)];
    if (!kept.some((earlier) => conflicts.includes(headerOf(earlier)))) kept.push(match);
  }
  return kept;
}
