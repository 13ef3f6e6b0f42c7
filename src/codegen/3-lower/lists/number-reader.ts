import type { FieldRow, Parsed } from "../../../packet/index.js";
import type { ElementFault, ElementReader } from "../../../lists/element-reader.js";
import { addNarrow, type Elements } from "./elements.js";

/** Decimal without leading zeros, or hexadecimal: as JavaScript's numbers are written. */
const NUMBER = /^(?:0|[1-9]\d{0,15}|0x[0-9a-f]{1,12})$/i;
const RANGE = /^(\w+)[ \t]*-[ \t]*(\w+)$/;

/** Reads `22`, `0x88cc`, `8000-8999`, and the names that the field knows. Of fields of at most 32 bits. */
export function createNumberReader(
  elements: Elements,
  field: string,
  { type, bits }: FieldRow,
): ElementReader {
  const most = 2 ** bits - 1;
  const names: Readonly<Record<string, number>> = type.names ?? {};
  const valueOf = (text: string): number => {
    const value = NUMBER.test(text) ? Number(text) : Object.hasOwn(names, text) ? names[text]! : -1;
    return value <= most ? value : -1;
  };
  const ends = (text: string): readonly [string, string] => {
    const range = Object.hasOwn(names, text) ? null : RANGE.exec(text);
    return range === null ? [text, text] : [range[1]!, range[2]!];
  };
  const parse = (text: string): Parsed => type.parse(NUMBER.test(text) ? Number(text) : text, field, bits);

  return {
    take(bytes, from, to) {
      const [first, last] = ends(bytes.toString("latin1", from, to)).map(valueOf) as [number, number];
      if (first < 0 || last < first) return false;
      addNarrow(elements, first, last);
      return true;
    },
    faultOf(text): ElementFault {
      const [first, last] = ends(text);
      for (const end of [first, last]) {
        const parsed = parse(end);
        if (parsed.kind === "refused") return parsed;
      }
      return { code: "XG209", args: { first, last } };
    },
  };
}
