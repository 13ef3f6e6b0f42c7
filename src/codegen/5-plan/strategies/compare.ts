import { unflatten } from "../../../ir/index.js";
import { INSTRUCTION_COST } from "../memory-cost.js";
import { onlyLabel, sizeOf, type ValueMap, type WideEntry } from "../value-map.js";
import type { BuiltLookup, Estimate, Strategy } from "./strategy.js";

/**
 * How values of at most so many bits are compared. More than `most` intervals never are. `value` and `interval` are the instructions
 * of one comparison; the functions are `is_value` and `in_interval` of lookup.h, and with `suffix` those of wide.h.
 */
const FORMS = [
  { bits: 63, most: 16, value: 4, interval: 6, suffix: "" },
  { bits: 64, most: 8, value: 8, interval: 18, suffix: "64" },
  { bits: 128, most: 8, value: 9, interval: 34, suffix: "128" },
] as const;

const formOf = ({ bits }: ValueMap) => FORMS.find((form) => bits <= form.bits)!;

/** Instructions of taking the label of an interval, when labels differ, and of the answer. */
const LABEL = 4;
const ANSWER = 4;

/** Every interval is compared, in code, without a branch. */
export const compare = {
  name: "compare",
  title: "comparisons",
  estimate(map: ValueMap): Estimate | undefined {
    const form = formOf(map);
    if (sizeOf(map) > form.most) return undefined;
    let instructions = ANSWER;
    for (const { first, last } of entriesOf(map))
      instructions +=
        (first === last ? form.value : form.interval) + (onlyLabel(map) === undefined ? LABEL : 0);
    const time = instructions * INSTRUCTION_COST;
    return { memory: 0, hit: time, miss: time, instructions };
  },
  build(map: ValueMap): BuiltLookup {
    const label = onlyLabel(map);
    const { otherwise } = map;
    const intervals = entriesOf(map).map((entry) => ({ inside: insideOf(map, entry), label: entry.label }));
    return {
      tables: [],
      constants: {
        parameter: map.bits > 64 ? "const struct u128 *value" : "__u64 value",
        one: label === undefined ? [] : [{ label, otherwise, intervals }],
        several: label === undefined ? [{ otherwise, intervals }] : [],
      },
    };
  },
} satisfies Strategy;

function entriesOf(map: ValueMap): readonly WideEntry[] {
  if (map.kind === "wide") return map.entries;
  return unflatten(map).map((interval, i) => ({ ...interval, label: map.labels[i]! }));
}

/** A value lies in an interval: 1 or 0, in C. */
function insideOf(map: ValueMap, { first, last }: WideEntry): string {
  const { suffix } = formOf(map);
  const number = (n: bigint) => `0x${n.toString(16)}ULL`;
  const words = (n: bigint) =>
    (map.bits > 64 ? [n >> 64n, BigInt.asUintN(64, n)] : [n]).map(number).join(", ");
  return first === last
    ? `is_value${suffix}(value, ${words(first)})`
    : `in_interval${suffix}(value, ${words(first)}, ${words(last)})`;
}
