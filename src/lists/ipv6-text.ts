import { readIpv4, type Ipv4Cursor } from "./ipv4-text.js";

const [COLON, DOT] = [0x3a, 0x2e];
const GROUPS = 8;

/** The value of a hexadecimal digit by its character, 255 for any other character. */
export const HEX_DIGITS = new Uint8Array(256).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  HEX_DIGITS[digit.charCodeAt(0)] = value;
  HEX_DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

/** What was read: the groups of the address in order, and where the text goes on. One object for a whole list. */
export interface Ipv6Cursor {
  readonly groups: Uint16Array;
  end: number;
  /** For a dotted end. */
  readonly dotted: Ipv4Cursor;
}

export const createIpv6Cursor = (): Ipv6Cursor => ({
  groups: new Uint16Array(GROUPS),
  end: 0,
  dotted: { address: 0, end: 0 },
});

/**
 * Reads the IPv6 address that starts at `from`: RFC 4291 section 2.2 in full, as the datatype does. False when there is none
 * before `to`.
 */
export function readIpv6(bytes: Uint8Array, from: number, to: number, cursor: Ipv6Cursor): boolean {
  const { groups, dotted } = cursor;
  const isGap = (at: number) => at + 1 < to && bytes[at] === COLON && bytes[at + 1] === COLON;
  const isDigit = (at: number) => at < to && HEX_DIGITS[bytes[at]!] !== 255;
  let count = 0;
  // How many groups stand before `::`.
  let gap = -1;
  let at = from;
  if (isGap(at)) {
    gap = 0;
    at += 2;
  }
  while (isDigit(at)) {
    const start = at;
    let group = 0;
    for (; isDigit(at) && at - start < 4; at++) group = group * 16 + HEX_DIGITS[bytes[at]!]!;
    if (at < to && bytes[at] === DOT) {
      if (count > GROUPS - 2 || !readIpv4(bytes, start, to, dotted)) return false;
      groups[count] = dotted.address / 0x10000;
      groups[count + 1] = dotted.address % 0x10000;
      count += 2;
      at = dotted.end;
      break;
    }
    if (count === GROUPS || isDigit(at)) return false;
    groups[count] = group;
    count++;
    if (isGap(at)) {
      if (gap >= 0) return false;
      gap = count;
      at += 2;
    } else if (at < to && bytes[at] === COLON) {
      at++;
      if (!isDigit(at)) return false;
    } else break;
  }
  cursor.end = at;
  if (gap < 0) return count === GROUPS;
  if (count === GROUPS) return false;
  groups.copyWithin(GROUPS - count + gap, gap, count);
  groups.fill(0, gap, gap + GROUPS - count);
  return true;
}

/** The address of eight groups. */
export function addressOf(groups: Uint16Array): bigint {
  return (
    (BigInt(word(groups, 0)) << 96n) |
    (BigInt(word(groups, 2)) << 64n) |
    (BigInt(word(groups, 4)) << 32n) |
    BigInt(word(groups, 6))
  );
}

const word = (groups: Uint16Array, index: number) => groups[index]! * 0x10000 + groups[index + 1]!;
