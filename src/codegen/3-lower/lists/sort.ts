import { NARROW_BITS } from "../../../ir/index.js";
import { fieldRow, type FieldRow } from "../../../packet/index.js";
import { lowerLiteral, type Context } from "../literal.js";
import { isRange, type Written } from "../written.js";
import { createAddressReader, familyOf, type Family } from "./address-reader.js";
import type { ElementReader } from "../../../lists/element-reader.js";
import { addNarrow, addWide, type Elements } from "./elements.js";
import { createMacReader } from "./mac-reader.js";
import { createNumberReader } from "./number-reader.js";

/** What the elements of a set are: addresses of both families, MAC addresses, or numbers of one field's kind. */
export interface Sort {
  /** Alike for two fields that read a set alike. */
  readonly key: string;
  readonly hasFamilies: boolean;
  /** Reads the lines of a list. */
  readonly reader: (elements: Elements, context: Context, family: Family) => ElementReader;
  /** How a value in an array is read. */
  readonly rowOf: (literal: unknown, row: FieldRow) => FieldRow;
}

const ADDRESSES: Sort = {
  key: "addresses",
  hasFamilies: true,
  reader: (elements, { field }, family) => createAddressReader(elements, field, family),
  rowOf: (literal) => fieldRow(familyOf(literal) === "ipv6" ? "ipv6Src" : "ipv4Src"),
};

const MACS: Sort = {
  key: "macs",
  hasFamilies: false,
  reader: (elements, { field, row }) =>
    createMacReader(elements, (text) => row.type.parse(text, field, row.bits)),
  rowOf: (_, row) => row,
};

/** The sort of elements that a field takes; its values have an order. */
export function sortOf({ type, bits }: FieldRow): Sort {
  if (type.name === "ipv4-address" || type.name === "ipv6-address") return ADDRESSES;
  if (type.name === "mac-address") return MACS;
  return {
    key: `${type.name}/${bits}`,
    hasFamilies: false,
    reader: (elements, { field, row }) => createNumberReader(elements, field, row),
    rowOf: (_, row) => row,
  };
}

/** Adds a value or a range that stands in an array; the session says why when it is none. */
export function addLiteral(written: Written, sort: Sort, elements: Elements, context: Context): void {
  const literal = isRange(written.value) ? written.value.first : written.value;
  const row = sort.rowOf(literal, context.row);
  const parsed = lowerLiteral(written, { ...context, row });
  if (parsed?.kind !== "interval") return;
  const { first, last } = parsed.interval;
  if (row.bits <= NARROW_BITS) addNarrow(elements, Number(first), Number(last));
  else addWide(elements, first, last);
}
