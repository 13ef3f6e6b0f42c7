import type { KeyPart } from "../../ir/index.js";
import { fieldRow, type FieldName } from "../../packet/index.js";
import { memberOf } from "./c-names.js";

/** A field's value as the arguments of a function: a wide one as its two words, the upper one first. */
export function valuesOf(field: FieldName): readonly string[] {
  const member = `p->${memberOf(field)}`;
  return fieldRow(field).bits > 64 ? [`${member}.hi`, `${member}.lo`] : [member];
}

/** A number, and how many bits it can have. */
interface Word {
  readonly text: string;
  readonly bits: number;
}

/** A limiter's key as an expression of 64 bits: the parts themselves, if they fit, otherwise their hash. */
export function keyOf(key: readonly KeyPart[]): string {
  const words = key.flatMap(wordsOf);
  const bits = words.reduce((sum, word) => sum + word.bits, 0);
  if (bits > 64) {
    const all = [...words.map(({ text }) => text), "0", "0", "0", "0"];
    return `limiter_key(${all.slice(0, LANES).join(", ")})`;
  }
  const [first, second] = words;
  if (first === undefined) return "0";
  return second === undefined ? first.text : `(__u64)(${first.text}) << ${second.bits} | ${second.text}`;
}

/** What limiter_key of limiter.h takes: two wide fields. */
const LANES = 4;

/** The first `length` bits of a field. */
function wordsOf({ field, length }: KeyPart): readonly Word[] {
  const { bits } = fieldRow(field);
  const [hi, lo] = valuesOf(field) as [string, string?];
  if (lo === undefined) return [upper(hi, bits, length)];
  return length <= 64 ? [upper(hi, 64, length)] : [{ text: hi, bits: 64 }, upper(lo, 64, length - 64)];
}

const upper = (text: string, of: number, bits: number): Word => ({
  text: bits === of ? text : `(${text} >> ${of - bits})`,
  bits,
});
