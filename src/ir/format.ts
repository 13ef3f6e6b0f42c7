import { fieldRow, type Interval } from "../packet/index.js";
import { prefixLength } from "./intervals.js";
import type { FieldMatch, Match, Operand } from "./program.js";

/** How many values a text shows before it says how many more there are. */
const SHOWN = 3;

/** The usual way to write an interval of a field's values: `10.0.0.0/8`, `22`, `1024-65535`. */
export function formatInterval({ first, last }: Interval, field: FieldMatch["field"]): string {
  const { type, bits } = fieldRow(field);
  if (first === last) return type.format(first);
  const isAddress = type.name === "ipv4-address" || type.name === "ipv6-address";
  const length = isAddress ? prefixLength({ first, last }, bits) : undefined;
  return length === undefined
    ? `${type.format(first)}-${type.format(last)}`
    : `${type.format(first)}/${length}`;
}

function formatValues(operand: Operand, field: FieldMatch["field"]): readonly string[] {
  if (operand.kind === "intervals")
    return operand.intervals.map((interval) => formatInterval(interval, field));
  const { type } = fieldRow(field);
  return operand.tests.map(({ mask, value }) => {
    const clear = mask & ~value;
    if (clear === 0n) return type.format(value);
    return value === 0n ? `!${type.format(clear)}` : `${type.format(value)},!${type.format(clear)}`;
  });
}

/** A match in a few words: `tcp`, `ipv4Src 10.0.0.0/8`, `tcpDport not 22, 80`. */
export function formatMatch(match: Match): string {
  if (match.kind === "protocol") return match.protocol;
  const values = formatValues(match.operand, match.field);
  const more = values.length > SHOWN ? ` and ${values.length - SHOWN} more` : "";
  return `${match.field} ${match.negated ? "not " : ""}${values.slice(0, SHOWN).join(", ")}${more}`;
}
