import type { DatatypeName, FieldName, FIELDS, HeaderName } from "../packet/index.js";
import type { CheckIpv4, CheckIpv6 } from "../packet/literals.js";
import type { MemberName } from "./packet-paths.js";
import type { CheckLiveSetOf, LiveSet, LiveSetKind } from "./live-sets.js";
import type { SetOf } from "./sets.js";
import type { Not, Range } from "./values.js";

declare const KIND: unique symbol;

/** Marks a value for the type checker, so that it is compared with its like alone; at run time there is no such thing. */
interface Kind<K extends string> {
  readonly [KIND]: K;
}

/** Elements of one sort, ranges and `not(…)` of them, and sets. */
type Elements<T, Live> = readonly (T | Range<T, T> | Not | SetOf | Live | readonly T[])[];

/** The live sets that numbers of a kind may be in. The kind of a port does not say whose it is; the build does. */
type LiveSetsOf<K extends string> = K extends "port"
  ? LiveSet<"port"> | LiveSet<"tcp-port"> | LiveSet<"udp-port">
  : never;

interface NumberMembers<K extends string> {
  /** Whether it is one of these: numbers, `range(first, last)`, a `set`; of ports a `liveSet`, too. */
  readonly in: (...values: Elements<number, LiveSetsOf<K>>) => boolean;
}

interface AddressMembers<Check extends AddressType> {
  /** Whether it lies in one of these: addresses, prefixes, `range(first, last)`, a `set`, a `liveSet`. */
  readonly in: <const V extends readonly unknown[]>(...values: CheckAddresses<Check, V>) => boolean;
}

type AddressType = "ipv4-address" | "ipv6-address" | "mac-address";

type CheckAddresses<Family extends AddressType, V extends readonly unknown[]> = {
  readonly [I in keyof V]: V[I] extends string
    ? Family extends "ipv4-address"
      ? CheckIpv4<V[I]>
      : Family extends "ipv6-address"
        ? CheckIpv6<V[I]>
        : V[I]
    : V[I] extends number | boolean
      ? "addresses stand in quotes"
      : V[I] extends LiveSet<infer Kind extends LiveSetKind>
        ? CheckLiveSetOf<Family, Kind>
        : V[I] extends Not<infer Values>
          ? Not<CheckAddresses<Family, Values>>
          : V[I];
};

/** An IPv4 address of a packet: a string to compare with, such as `"192.0.2.1"`, and `in(…)`. */
export type Ipv4Address = string & Kind<"ipv4-address"> & AddressMembers<"ipv4-address">;
/** An IPv6 address of a packet, in the form of RFC 5952. */
export type Ipv6Address = string & Kind<"ipv6-address"> & AddressMembers<"ipv6-address">;
/** A MAC address of a packet: lower case, with `:`. */
export type MacAddress = string & Kind<"mac-address"> & AddressMembers<"mac-address">;
/** A port of a packet. */
export type Port = PacketNumber<"port">;
/** A number of a packet, of the kind that the table of fields gives it: "number", "protocol", "ether-type". */
export type PacketNumber<K extends string = string> = number & Kind<K> & NumberMembers<K>;

type NamesOf<K extends FieldName> = (typeof FIELDS)[K]["type"] extends {
  readonly names?: Readonly<Record<infer N extends string, number>>;
}
  ? N
  : never;

/** What the value of a field is in a predicate, by its datatype. */
type ValueOf<K extends FieldName, D extends DatatypeName> = D extends "ipv4-address"
  ? Ipv4Address
  : D extends "ipv6-address"
    ? Ipv6Address
    : D extends "mac-address"
      ? MacAddress
      : D extends "tcp-flags" | "ipv6-extension"
        ? { readonly [N in NamesOf<K>]: boolean }
        : D extends "fragment"
          ? NamesOf<K>
          : D extends "boolean"
            ? boolean
            : PacketNumber<D>;

type FieldsOf<H extends HeaderName> = {
  readonly [K in FieldName as (typeof FIELDS)[K]["protocol"] extends H ? MemberName<K> : never]: ValueOf<
    K,
    (typeof FIELDS)[K]["type"]["name"]
  >;
};

/** What comes behind the headers that the parser reads. Numbers are in network byte order. */
export interface Payload {
  /** The byte at `offset`, from 0. */
  readonly u8: (offset: number) => number;
  /** The two bytes from `offset` on. */
  readonly u16: (offset: number) => number;
  /** The four bytes from `offset` on. */
  readonly u32: (offset: number) => number;
  /** How many bytes there are, the padding of short Ethernet frames included; 0 behind headers that nothing follows. */
  readonly length: number;
  /** Whether the bytes from `offset` (0) on are this text, in UTF-8: 1 to 64 of them. */
  readonly startsWith: (text: string, offset?: number) => boolean;
}

/**
 * A packet as a predicate sees it: headers with their fields, from the table of fields. A header is undefined in packets
 * without it; whoever reads a field that a packet does not have gets no match.
 */
export type Packet = FieldsOf<"meta"> & {
  readonly [H in Exclude<HeaderName, "meta">]: FieldsOf<H>;
} & { readonly payload: Payload };

/** An ordinary function of a packet, which is compiled and runs in the kernel. */
export type Predicate = (packet: Packet) => boolean;
