import { fieldRow, fitsLiveType, LIVE_TYPES, type FieldName, type LiveSetType } from "../packet/index.js";
import { partsOfExpression, type Expression } from "./expression.js";
import type { Ban, KeyPart, LiveMatch, LiveSet, Program, Rule } from "./program.js";

/** The order in which a rule's live matches stand: the rate is asked last. */
const ORDER = { "live-set": 0, sample: 1, over: 2 } as const satisfies Record<LiveMatch["kind"], number>;

/** What is wrong with the part of a rule that depends on more than the frame, or undefined. */
export function liveFault(rule: Rule, sets: ReadonlyMap<string, LiveSet>): string | undefined {
  let previous = 0;
  for (const match of rule.live) {
    if (ORDER[match.kind] < previous) return "live matches are out of order";
    previous = ORDER[match.kind];
    const fault = matchFault(match, sets);
    if (fault !== undefined) return fault;
  }
  if (rule.live.filter(({ kind }) => kind === "over").length > 1) return "there are two rates";
  return rule.ban === undefined ? undefined : banFault(rule.ban, sets);
}

/** The live sets of a program by name. */
export const setsByName = ({ sets }: Program): ReadonlyMap<string, LiveSet> =>
  new Map(sets.map((set) => [set.name, set]));

const fits = (fields: readonly FieldName[], type: LiveSetType) =>
  fields.length === type.length && fields.every((field, i) => fitsLiveType(field, type[i]!));

function matchFault(match: LiveMatch, sets: ReadonlyMap<string, LiveSet>): string | undefined {
  const faults: { readonly [K in LiveMatch["kind"]]: (match: LiveMatch & { kind: K }) => boolean } = {
    "live-set": ({ set, fields }) => !sets.has(set) || !fits(fields, sets.get(set)!.type),
    sample: ({ threshold }) => !Number.isInteger(threshold) || threshold < 1 || threshold > 2 ** 32,
    over: ({ rate, burst, key, keys }) =>
      !(rate > 0) ||
      !Number.isInteger(burst) ||
      burst < 1 ||
      keys < 1 ||
      !key.every(isSound) ||
      key.length > 2,
  };
  const isWrong = (faults[match.kind] as (match: LiveMatch) => boolean)(match);
  return isWrong ? `a live match is wrong: ${match.kind}` : undefined;
}

/** What is wrong with the live sets that a predicate asks, or undefined. */
export function askedFault(expression: Expression, sets: ReadonlyMap<string, LiveSet>): string | undefined {
  if (expression.kind === "in-live") {
    const type = sets.get(expression.set)?.type;
    return type !== undefined && fits([expression.operand.field], type)
      ? undefined
      : `${expression.operand.field} is not asked for in a set like ${expression.set}`;
  }
  const faults = partsOfExpression(expression).map((part) => askedFault(part, sets));
  return faults.find((fault) => fault !== undefined);
}

const isSound = ({ field, length }: KeyPart) => length >= 1 && length <= fieldRow(field).bits;

function banFault({ set, key }: Ban, sets: ReadonlyMap<string, LiveSet>): string | undefined {
  const type = sets.get(set)?.type;
  if (type === undefined) return `there is no set ${set} to ban in`;
  const isWhole = ({ field, length }: KeyPart) => length === fieldRow(field).bits;
  const whole = type.length === 1 && LIVE_TYPES[type[0]].prefixes ? key.every(isSound) : key.every(isWhole);
  return whole &&
    fits(
      key.map(({ field }) => field),
      type,
    )
    ? undefined
    : `a ban's key does not fit the set ${set}`;
}
