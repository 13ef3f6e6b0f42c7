import { fieldRow, maxOf } from "../packet/index.js";
import type { FieldMatch, Program } from "./program.js";

/** Checks what every program must hold; a violation is a bug in the phase that made it, named by `after`. */
export function verify(program: Program, after: string): void {
  let previous = -1;
  for (const rule of program.rules) {
    const bug =
      rule.id <= previous
        ? "ids do not increase"
        : rule.matches.map(faultOf).find((fault) => fault !== undefined);
    if (bug !== undefined) throw new Error(`after ${after}: rule ${rule.id} "${rule.name}": ${bug}`);
    previous = rule.id;
  }
}

function faultOf(match: Program["rules"][number]["matches"][number]): string | undefined {
  return match.kind === "field" ? operandFault(match) : undefined;
}

function operandFault({ field, operand }: FieldMatch): string | undefined {
  const max = maxOf(fieldRow(field).bits);
  if (operand.kind === "bits") {
    const sound = operand.tests.every(({ mask, value }) => mask <= max && (value & ~mask) === 0n);
    return operand.tests.length > 0 && sound ? undefined : `${field}: bit tests are empty or out of range`;
  }
  let last = -2n;
  for (const interval of operand.intervals) {
    const sound = interval.first <= interval.last && interval.first > last + 1n && interval.last <= max;
    if (!sound) return `${field}: intervals are out of order or range`;
    last = interval.last;
  }
  return operand.intervals.length > 0 ? undefined : `${field}: no intervals`;
}
