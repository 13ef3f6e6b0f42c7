import { fieldRow, maxOf } from "../packet/index.js";
import type { Operand, SetOperand } from "./operand.js";
import type { FieldMatch, LiveSet, Program } from "./program.js";
import type { Predicate } from "./expression.js";
import { askedFault, liveFault, setsByName } from "./verify-live.js";
import { expressionFault } from "./verify-expression.js";

/** Checks what every program must hold; a violation is a bug in the phase that made it, named by `after`. */
export function verify(program: Program, after: string): void {
  let previous = -1;
  // A set may be shared by many rules, and be long: with how many bits it has been looked at.
  const sound = new Map<Operand, number>();
  const sets = setsByName(program);
  const faultOf = (match: Program["rules"][number]["matches"][number]): string | undefined => {
    if (match.kind === "protocol") return undefined;
    const { bits } = fieldRow(match.field);
    if (sound.get(match.operand) === bits) return undefined;
    sound.set(match.operand, bits);
    return operandFault(match);
  };
  for (const rule of program.rules) {
    const bug =
      rule.id <= previous
        ? "ids do not increase"
        : (rule.matches.map(faultOf).find((fault) => fault !== undefined) ??
          rule.predicates
            .map((predicate) => predicateFault(predicate, sets))
            .find((fault) => fault !== undefined) ??
          liveFault(rule, sets));
    if (bug !== undefined) throw new Error(`after ${after}: rule ${rule.id} "${rule.name}": ${bug}`);
    previous = rule.id;
  }
}

function predicateFault(
  { expression, name }: Predicate,
  sets: ReadonlyMap<string, LiveSet>,
): string | undefined {
  const fault = expressionFault(expression);
  const said = fault === undefined ? askedFault(expression, sets) : `${fault.kind}: ${fault.expression.text}`;
  return said === undefined ? undefined : `predicate ${name}: ${said}`;
}

function operandFault({ field, operand }: FieldMatch): string | undefined {
  const max = maxOf(fieldRow(field).bits);
  if (operand.kind === "bits") {
    const sound = operand.tests.every(({ mask, value }) => mask <= max && (value & ~mask) === 0n);
    return operand.tests.length > 0 && sound ? undefined : `${field}: bit tests are empty or out of range`;
  }
  if (operand.kind === "set") return setFault(operand, field, max);
  let last = -2n;
  for (const interval of operand.intervals) {
    const sound = interval.first <= interval.last && interval.first > last + 1n && interval.last <= max;
    if (!sound) return `${field}: intervals are out of order or range`;
    last = interval.last;
  }
  return operand.intervals.length > 0 ? undefined : `${field}: no intervals`;
}

function setFault(
  { firsts, lasts }: SetOperand,
  field: FieldMatch["field"],
  max: bigint,
): string | undefined {
  let last = -2;
  for (let i = 0; i < firsts.length; i++) {
    if (firsts[i]! > lasts[i]! || firsts[i]! <= last + 1) return `${field}: a set is out of order`;
    last = lasts[i]!;
  }
  if (firsts.length === 0 || firsts.length !== lasts.length) return `${field}: a set is empty or incomplete`;
  return last > max ? `${field}: a set is out of range` : undefined;
}
