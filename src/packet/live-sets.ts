import type { DatatypeName, Interval } from "./datatype.js";
import { maxOf } from "./datatypes/integer.js";
import { fieldRow, type FieldName } from "./fields.js";
import type { ProtocolName } from "./protocol.js";

interface LiveTypeRow {
  readonly bits: number;
  /** What elements of it are, and what one value of a pair is. */
  readonly title: string;
  readonly value: string;
  /** Fields of this datatype, of this protocol when there is one, have such values. */
  readonly datatype: DatatypeName;
  readonly protocol?: ProtocolName;
  /** Elements are prefixes of any length, the whole value among them. */
  readonly prefixes: boolean;
}

/** What a live set's elements can be, one row a type. Two of them make a pair. */
export const LIVE_TYPES = {
  ipv4: {
    bits: 32,
    title: "IPv4 addresses and prefixes",
    value: "IPv4 address",
    datatype: "ipv4-address",
    prefixes: true,
  },
  ipv6: {
    bits: 128,
    title: "IPv6 addresses and prefixes",
    value: "IPv6 address",
    datatype: "ipv6-address",
    prefixes: true,
  },
  mac: { bits: 48, title: "MAC addresses", value: "MAC address", datatype: "mac-address", prefixes: false },
  port: { bits: 16, title: "ports", value: "port", datatype: "port", prefixes: false },
  "tcp-port": {
    bits: 16,
    title: "TCP ports",
    value: "TCP port",
    datatype: "port",
    protocol: "tcp",
    prefixes: false,
  },
  "udp-port": {
    bits: 16,
    title: "UDP ports",
    value: "UDP port",
    datatype: "port",
    protocol: "udp",
    prefixes: false,
  },
} as const satisfies Record<string, LiveTypeRow>;

/** The type of one value of a live set. */
export type LiveTypeName = keyof typeof LIVE_TYPES;

/** The type of a live set's elements: one value, or a pair of them, which has no prefixes. */
export type LiveSetType = readonly [LiveTypeName] | readonly [LiveTypeName, LiveTypeName];

/** One element: the value in host order, or the network and the length of its prefix; of a pair both values. */
export interface LiveElement {
  readonly values: readonly bigint[];
  /** Bits that count, from the highest on; of a type without prefixes and of pairs all of them. */
  readonly length: number;
}

/** Whether a field's values are of a type. */
export function fitsLiveType(field: FieldName, name: LiveTypeName): boolean {
  const { datatype, protocol }: LiveTypeRow = LIVE_TYPES[name];
  const row = fieldRow(field);
  return row.type.name === datatype && (protocol === undefined || row.protocol === protocol);
}

/** How many bits the elements of a type have. */
export const liveBits = (type: LiveSetType): number =>
  type.reduce((bits, name) => bits + LIVE_TYPES[name].bits, 0);

/** Whether elements of a type can be prefixes. */
export const hasPrefixes = (type: LiveSetType): boolean => type.length === 1 && LIVE_TYPES[type[0]].prefixes;

/**
 * Whether there is room for elements of a type: 64 bits, or an IPv6 address alone or in front of a port
 * (templates/include/xdpgen/live-set.h).
 */
export const isLiveType = (type: readonly LiveTypeName[]): type is LiveSetType =>
  type.length === 1 ||
  (type.length === 2 &&
    (liveBits(type as LiveSetType) <= 64 || (type[0] === "ipv6" && LIVE_TYPES[type[1]!].bits === 16)));

/** The values that an element of a type of one value stands for. */
export function intervalOf({ values, length }: LiveElement, bits: number): Interval {
  const first = values[0]!;
  return { first, last: first | maxOf(bits - length) };
}
