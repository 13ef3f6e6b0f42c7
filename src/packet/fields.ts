import type { FieldRow } from "./field.js";
import { arpFields } from "./protocols/arp.js";
import { ethernetFields, vlanFields } from "./protocols/ethernet.js";
import { ipv4Fields } from "./protocols/ipv4.js";
import { ipv6Fields } from "./protocols/ipv6.js";
import { metaFields } from "./protocols/meta.js";
import { transportFields } from "./protocols/transport.js";

/** Every match field; the key is the name of the method in the DSL. */
export const FIELDS = {
  ...ethernetFields,
  ...vlanFields,
  ...arpFields,
  ...ipv4Fields,
  ...ipv6Fields,
  ...transportFields,
  ...metaFields,
} as const;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** The row of a field, its type widened from the literal one. */
export function fieldRow(name: FieldName): FieldRow {
  return FIELDS[name];
}
