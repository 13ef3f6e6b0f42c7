import {
  addElement,
  addRecord,
  liveBits,
  RECORD,
  type LiveRecords,
  type LiveSetType,
  type LiveTypeName,
} from "../packet/index.js";
import type { ElementFault, ElementReader } from "./element-reader.js";
import { readIpv4, readLength } from "./ipv4-text.js";
import { createIpv6Cursor, readIpv6 } from "./ipv6-text.js";
import { parseLiveElement } from "./live-element.js";

const SLASH = 0x2f;

/** Adds the element whose text is the bytes from `from` up to and without `to`; false when it is none. */
type Take = ElementReader["take"];

/** Reads elements of a live set into records, as parseLiveElement does; `faultOf` says what is wrong with a text, and why. */
export function createLiveReader(
  type: LiveSetType,
  records: LiveRecords,
  faultOf: (text: string, reason: string) => ElementFault,
): ElementReader {
  const fast = type.length === 1 ? FAST[type[0]] : undefined;
  return {
    take: fast?.(records) ?? takeAny(type, records),
    faultOf(text) {
      const parsed = parseLiveElement(text, type);
      if (parsed.kind === "element") throw new Error(`an element was not taken: ${text}`);
      return faultOf(text, parsed.reason);
    },
  };
}

function takeAny(type: LiveSetType, records: LiveRecords): Take {
  return (bytes, from, to) => {
    const parsed = parseLiveElement(bytes.toString("latin1", from, to), type);
    if (parsed.kind === "element") addElement(records, parsed.element, type);
    return parsed.kind === "element";
  };
}

/** Types of which there may be a million. */
const FAST: { readonly [Name in LiveTypeName]?: (records: LiveRecords) => Take } = {
  ipv4: takeIpv4,
  ipv6: takeIpv6,
};

function takeIpv4(records: LiveRecords): Take {
  const cursor = { address: 0, end: 0 };
  return (bytes, from, to) => {
    if (!readIpv4(bytes, from, to, cursor)) return false;
    const length = lengthBehind(bytes, cursor.end, to, 32);
    if (length < 0 || cursor.address % 2 ** (32 - length) !== 0) return false;
    const at = addRecord(records);
    records.lanes[at] = cursor.address;
    records.lanes[at + RECORD.length] = length;
    return true;
  };
}

function takeIpv6(records: LiveRecords): Take {
  const cursor = createIpv6Cursor();
  return (bytes, from, to) => {
    if (!readIpv6(bytes, from, to, cursor)) return false;
    const length = lengthBehind(bytes, cursor.end, to, liveBits(["ipv6"]));
    if (length < 0 || hasHostBits(cursor.groups, length)) return false;
    const at = addRecord(records);
    for (let lane = 0; lane < 4; lane++)
      records.lanes[at + lane] = cursor.groups[6 - 2 * lane]! * 0x1_0000 + cursor.groups[7 - 2 * lane]!;
    records.lanes[at + RECORD.length] = length;
    return true;
  };
}

/** The length of the prefix behind an address, all bits when nothing is behind it, -1 when something else is. */
function lengthBehind(bytes: Uint8Array, end: number, to: number, bits: number): number {
  if (end === to) return bits;
  return bytes[end] === SLASH ? readLength(bytes, end + 1, to, bits) : -1;
}

/** Whether an address has bits behind a length. */
function hasHostBits(groups: Uint16Array, length: number): boolean {
  for (let group = 7; group >= 0; group--) {
    const hosts = Math.min(16, Math.max(0, 16 * (group + 1) - length));
    if (groups[group]! % 2 ** hosts !== 0) return true;
  }
  return false;
}
