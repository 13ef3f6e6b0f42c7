import { fieldRow, type Interval } from "../packet/index.js";
import { unflatten } from "./flat-intervals.js";
import { prefixLength } from "./intervals.js";
import { formatLive } from "./format-live.js";
import type { Operand } from "./operand.js";
import type { FieldMatch, LiveMatch, Match } from "./program.js";

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

/** The values that are shown, and how many there are. */
function formatValues(
  operand: Operand,
  field: FieldMatch["field"],
): { shown: readonly string[]; count: number } {
  if (operand.kind === "set") {
    const shown = unflatten(operand, SHOWN).map((interval) => formatInterval(interval, field));
    return { shown, count: operand.firsts.length };
  }
  if (operand.kind === "intervals") {
    const { intervals } = operand;
    const shown = intervals.slice(0, SHOWN).map((interval) => formatInterval(interval, field));
    return { shown, count: intervals.length };
  }
  const { type } = fieldRow(field);
  const shown = operand.tests.slice(0, SHOWN).map(({ mask, value }) => {
    const clear = mask & ~value;
    if (clear === 0n) return type.format(value);
    return value === 0n ? `!${type.format(clear)}` : `${type.format(value)},!${type.format(clear)}`;
  });
  return { shown, count: operand.tests.length };
}

/**
 * A match in a few words: `tcp`, `ipv4Src 10.0.0.0/8`, `tcpDport not 22, 80`, `ipv4Src blocklist`. A set is its name, without a
 * count: rules are named after this text, and a name should not change with the list.
 */
export function formatMatch(match: Match | LiveMatch): string {
  if (match.kind === "protocol") return match.protocol;
  if (match.kind !== "field") return formatLive(match);
  const start = `${match.field} ${match.negated ? "not " : ""}`;
  if (match.operand.kind !== "bits" && match.operand.name !== undefined) return start + match.operand.name;
  const { shown, count } = formatValues(match.operand, match.field);
  return `${start}${shown.join(", ")}${count > shown.length ? ` and ${count - shown.length} more` : ""}`;
}
