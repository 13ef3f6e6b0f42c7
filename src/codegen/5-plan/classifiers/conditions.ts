import type { Table } from "../../table.js";
import type { Dimension } from "./dimensions.js";
import type { Ingredient } from "./draft.js";
import { createInterner, everyRule, forEachRule, wordsFor, type RuleSets } from "./rule-sets.js";

/** What rules ask beside the keys, in the form in which candidates are tried: see templates/include/xdpgen/classify.h. */
export interface Conditions {
  /** What each rule asks, by rank, and behind the last rule something that never holds. */
  readonly asked: Table;
  /** Whether what one rule asks implies what another asks. */
  readonly implies: (rule: number, other: number) => boolean;
  /** A row for each service class. */
  readonly table: Table;
  /** An expression of C: where the row of a packet begins. */
  readonly row: string;
  /** Nanoseconds and instructions are counted for a load from the table for every record, or once for all. */
  readonly kind: "bits" | "range";
}

/** Sets of service classes, a bit for each. Rules that ask the same have the same number. */
interface Numbered {
  readonly numberOf: Uint32Array;
  readonly count: number;
  readonly implies: (number: number, other: number) => boolean;
  readonly rowWords: number;
  readonly words: BigUint64Array;
}

/** More bytes than that are no good. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Every condition is a bit. Undefined when there are too many for that. */
export function bitConditions(
  service: Ingredient | undefined,
  rules: number,
  name: string,
): Conditions | undefined {
  const numbered = number(service, rules);
  if (numbered === undefined) return undefined;
  const { numberOf, count, implies, rowWords, words } = numbered;
  return {
    kind: "bits",
    asked: { symbol: `${name}_asked`, elements: Uint16Array.from([...numberOf, count]), bounded: false },
    implies: (rule, other) => implies(numberOf[rule]!, numberOf[other]!),
    table: { symbol: `${name}_conditions`, elements: words, bounded: false },
    row: service === undefined ? "0" : `${service.variable} * ${rowWords}`,
  };
}

/** The interval of a field that a rule asks for, and the bits of a value and of what an absent one is replaced by. */
const LAST_BITS = 17n;
const ANY = { first: 0, last: 2 ** 17 - 1 };

/**
 * A condition is a bit for all that is asked but for one field, of which it is an interval. Undefined when some rule asks for more
 * than one interval, or when one word has not enough bits.
 */
export function rangeConditions(
  dimension: Dimension,
  service: Ingredient | undefined,
  rules: number,
  name: string,
): Conditions | undefined {
  const ranges = dimension.kind === "field" ? rangesOf(dimension, rules) : undefined;
  const numbered = ranges === undefined ? undefined : number(service, rules);
  if (ranges === undefined || numbered === undefined || numbered.rowWords > 1) return undefined;
  const { numberOf, count, implies, words } = numbered;
  const asked = ({ first, last }: typeof ANY, condition: number) =>
    (((BigInt(first) << LAST_BITS) | BigInt(last)) << 6n) | BigInt(condition);
  const elements = BigUint64Array.from([
    ...ranges.map((range, rule) => asked(range, numberOf[rule]!)),
    asked(ANY, count),
  ]);
  return {
    kind: "range",
    asked: { symbol: `${name}_asked`, elements, bounded: false },
    implies(rule, other) {
      const [inner, outer] = [ranges[rule]!, ranges[other]!];
      return (
        outer.first <= inner.first && inner.last <= outer.last && implies(numberOf[rule]!, numberOf[other]!)
      );
    },
    table: { symbol: `${name}_conditions`, elements: words, bounded: false },
    row: service?.variable ?? "0",
  };
}

function rangesOf(
  { demands }: Extract<Dimension, { kind: "field" }>,
  rules: number,
): readonly (typeof ANY)[] | undefined {
  const ranges = Array.from({ length: rules }, () => ANY);
  for (const { values, rules: asking } of demands) {
    if (values.kind === "wide" || values.firsts.length !== 1) return undefined;
    for (const rule of asking) ranges[rule] = { first: values.firsts[0]!, last: values.lasts[0]! };
  }
  return ranges;
}

function number(service: Ingredient | undefined, rules: number): Numbered | undefined {
  const every = everyRule(rules);
  const classes: RuleSets = service?.sets ?? { words: every.length, count: 1, bits: every };
  const words = wordsFor(classes.count);
  const columns = new Uint32Array(rules * words);
  for (let index = 0; index < classes.count; index++)
    forEachRule(classes, index, (rule) => (columns[rule * words + (index >>> 5)]! |= 1 << (index & 31)));
  const interner = createInterner(words);
  const numberOf = new Uint32Array(rules);
  for (let rule = 0; rule < rules; rule++) {
    const own = interner.intern(columns.subarray(rule * words, (rule + 1) * words));
    if (own === undefined) return undefined;
    numberOf[rule] = own;
  }
  const sets = interner.sets();
  // One bit more than there are conditions: it is 0 in every row.
  const rowWords = Math.ceil((sets.count + 1) / 64);
  if (classes.count * rowWords * 8 > MOST_BYTES) return undefined;
  const halves = new Uint32Array(classes.count * rowWords * 2);
  for (let own = 0; own < sets.count; own++)
    forEachRule(sets, own, (index) => (halves[index * rowWords * 2 + (own >>> 5)]! |= 1 << (own & 31)));
  const implies = (own: number, other: number) => {
    for (let i = 0; i < words; i++)
      if ((sets.bits[own * words + i]! & ~sets.bits[other * words + i]!) !== 0) return false;
    return true;
  };
  return { numberOf, count: sets.count, implies, rowWords, words: new BigUint64Array(halves.buffer) };
}
