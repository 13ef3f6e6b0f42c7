import { diagnostic } from "../diagnostics/index.js";
import {
  fieldRow,
  LIVE_TYPES,
  maxOf,
  type FieldName,
  type LiveElement,
  type LiveSetType,
  type LiveTypeName,
} from "../packet/index.js";

/** An element that was read, or why the text is none; `reason` is a sentence without its full stop. */
export type ParsedLiveElement =
  | { readonly kind: "element"; readonly element: LiveElement }
  | { readonly kind: "refused"; readonly reason: string };

/** A field whose values are of the type: its datatype reads them. */
export const FIELD_OF = {
  ipv4: "ipv4Src",
  ipv6: "ipv6Src",
  mac: "etherSrc",
  port: "dport",
  "tcp-port": "tcpDport",
  "udp-port": "udpDport",
} as const satisfies Record<LiveTypeName, FieldName>;

/** A whole number as lists have it: decimal, without leading zeros. */
const NUMBER = /^(?:0|[1-9]\d*)$/;

/**
 * Reads the text of an element of a live set: `192.0.2.1`, `10.0.0.0/8`, `02:42:ac:14:00:0b`, `80`; of a pair both values with blanks
 * between them, `192.0.2.1 80`. A pair has no prefixes.
 */
export function parseLiveElement(text: string, type: LiveSetType): ParsedLiveElement {
  const words = text.trim().split(/\s+/);
  if (words.length !== type.length) {
    const wanted =
      type.length === 1 ? "one value" : `two values, ${type.join(" and ")}, with a blank between`;
    return { kind: "refused", reason: `"${text}" is not ${wanted}` };
  }
  const values: bigint[] = [];
  let length = 0;
  for (const [i, name] of type.entries()) {
    const parsed = parseOne(words[i]!, name);
    if (parsed.kind === "refused") return parsed;
    const { bits } = LIVE_TYPES[name];
    if (parsed.length < bits && type.length > 1)
      return { kind: "refused", reason: `"${words[i]}" is a prefix, and pairs have single values` };
    values.push(parsed.value);
    length += parsed.length;
  }
  return { kind: "element", element: { values, length } };
}

type ParsedValue =
  | { readonly kind: "value"; readonly value: bigint; readonly length: number }
  | { readonly kind: "refused"; readonly reason: string };

function parseOne(word: string, name: LiveTypeName): ParsedValue {
  const { bits } = LIVE_TYPES[name];
  const { type } = fieldRow(FIELD_OF[name]);
  const parsed = type.parse(NUMBER.test(word) ? Number(word) : word, FIELD_OF[name], bits);
  // The row of a code names just the arguments that come with it.
  if (parsed.kind === "refused")
    return { kind: "refused", reason: diagnostic(parsed.code, parsed.args as never).message };
  if (parsed.kind === "bits") throw new Error(`values of ${name} are bit tests`);
  const { first, last } = parsed.interval;
  return { kind: "value", value: first, length: lengthOf(first ^ last, bits) };
}

/** The length of the prefix whose values differ in the bits of `hosts`. */
function lengthOf(hosts: bigint, bits: number): number {
  if (hosts === 0n) return bits;
  const length = bits - hosts.toString(2).length;
  if (hosts !== maxOf(bits - length)) throw new Error("a datatype gave a range for one literal");
  return length;
}
