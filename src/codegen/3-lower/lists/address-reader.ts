import { fieldRow, show, type Parsed } from "../../../packet/index.js";
import type { ElementFault, ElementReader } from "../../../lists/element-reader.js";
import { addNarrow, addWide, type Elements } from "./elements.js";
import { readIpv4, readLength, type Ipv4Cursor } from "../../../lists/ipv4-text.js";
import { addressOf, createIpv6Cursor, readIpv6 } from "../../../lists/ipv6-text.js";
import { afterDash } from "./range-text.js";

const SLASH = 0x2f;

/** How many addresses more than one a prefix has, by its length. */
const IPV4_HOSTS = Array.from({ length: 33 }, (_, length) => 2 ** (32 - length) - 1);
const IPV6_HOSTS = Array.from({ length: 129 }, (_, length) => (1n << BigInt(128 - length)) - 1n);

/** The family that a list is limited to, or undefined for both. */
export type Family = "ipv4" | "ipv6" | undefined;

/** Reads `192.0.2.1`, `10.0.0.0/8`, `10.0.0.5-10.0.0.9` and the same of IPv6. */
export function createAddressReader(elements: Elements, field: string, family: Family): ElementReader {
  const ipv4: Ipv4Cursor = { address: 0, end: 0 };
  const ipv6 = createIpv6Cursor();

  const takeIpv4 = (bytes: Uint8Array, from: number, to: number): boolean => {
    if (!readIpv4(bytes, from, to, ipv4)) return false;
    const first = ipv4.address;
    const { end } = ipv4;
    if (end === to) {
      addNarrow(elements, first, first);
      return true;
    }
    if (bytes[end] === SLASH) {
      const length = readLength(bytes, end + 1, to, 32);
      if (length < 0 || first % (IPV4_HOSTS[length]! + 1) !== 0) return false;
      addNarrow(elements, first, first + IPV4_HOSTS[length]!);
      return true;
    }
    const second = afterDash(bytes, end, to);
    if (second < 0 || !readIpv4(bytes, second, to, ipv4) || ipv4.end !== to || ipv4.address < first)
      return false;
    addNarrow(elements, first, ipv4.address);
    return true;
  };

  const takeIpv6 = (bytes: Uint8Array, from: number, to: number): boolean => {
    if (!readIpv6(bytes, from, to, ipv6)) return false;
    const first = addressOf(ipv6.groups);
    const { end } = ipv6;
    if (end === to) {
      addWide(elements, first, first);
      return true;
    }
    if (bytes[end] === SLASH) {
      const length = readLength(bytes, end + 1, to, 128);
      if (length < 0 || (first & IPV6_HOSTS[length]!) !== 0n) return false;
      addWide(elements, first, first | IPV6_HOSTS[length]!);
      return true;
    }
    const second = afterDash(bytes, end, to);
    if (second < 0 || !readIpv6(bytes, second, to, ipv6) || ipv6.end !== to) return false;
    const last = addressOf(ipv6.groups);
    if (last < first) return false;
    addWide(elements, first, last);
    return true;
  };

  return {
    take: (bytes, from, to) =>
      (family !== "ipv6" && takeIpv4(bytes, from, to)) || (family !== "ipv4" && takeIpv6(bytes, from, to)),
    faultOf: (text) => faultOf(text, field, family),
  };
}

/** The family that a literal looks like. */
export const familyOf = (literal: unknown): "ipv4" | "ipv6" =>
  typeof literal === "string" && literal.includes(":") ? "ipv6" : "ipv4";

/** What an address means, by the datatype of the family that it looks like. */
function parseAddress(text: string, field: string) {
  const family = familyOf(text);
  const { type, bits } = fieldRow(family === "ipv6" ? "ipv6Src" : "ipv4Src");
  return { family, parsed: type.parse(text, field, bits) };
}

const TITLES = { ipv4: "IPv4", ipv6: "IPv6" };

function faultOf(text: string, field: string, family: Family): ElementFault {
  const [first = "", last, ...more] = text.split("-").map((end) => end.trim());
  const begin = parseAddress(first, field);
  // Of what begins like a range the wrong end is named, of anything else all of it.
  const isRange = last !== undefined && more.length === 0 && begin.parsed.kind !== "refused";
  const end = parseAddress(isRange ? last : text, field);
  if (end.parsed.kind === "refused") return end.parsed;
  if (family !== undefined && (begin.family !== family || end.family !== family)) {
    const found = TITLES[begin.family === family ? end.family : begin.family];
    return { code: "XG225", args: { literal: text, found, family: TITLES[family] } };
  }
  if (begin.family === end.family && isSingle(begin.parsed) && isSingle(end.parsed))
    return { code: "XG209", args: { first, last: last ?? first } };
  const expected = "two addresses of one family as the ends of a range";
  return { code: "XG206", args: { field, expected, given: show(text) } };
}

const isSingle = (parsed: Parsed) =>
  parsed.kind === "interval" && parsed.interval.first === parsed.interval.last;
