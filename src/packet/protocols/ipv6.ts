import { ipv6Extension } from "../datatypes/bits.js";
import { ipv6Address } from "../datatypes/ipv6-address.js";
import { dscp, ecn, number, protocol } from "../datatypes/numbers.js";
import { bitsOf, bytes, derived, type FieldRow } from "../field.js";

/** The fields of the outermost IPv6 header. All of them exist when its 40 bytes are in the frame. */
export const ipv6Fields = {
  /** Source address of IPv6 packets. `.ipv6Src("2001:db8::/32")` */
  ipv6Src: {
    protocol: "ipv6",
    title: "source address",
    type: ipv6Address,
    bits: 128,
    location: bytes(8, 16, "saddr"),
    source: "RFC 8200 section 3",
  },
  /** Destination address of IPv6 packets. `.ipv6Dst("2001:db8::1")` */
  ipv6Dst: {
    protocol: "ipv6",
    title: "destination address",
    type: ipv6Address,
    bits: 128,
    location: bytes(24, 16, "daddr"),
    source: "RFC 8200 section 3",
  },
  /** Next-header byte of the fixed header, which may name an extension header; `l4Protocol` is where the chain ends. `.ipv6NextHeader("icmpv6")` */
  ipv6NextHeader: {
    protocol: "ipv6",
    title: "next header",
    type: protocol,
    bits: 8,
    location: bytes(6, 1, "nexthdr"),
    source: "RFC 8200 section 3",
  },
  /** Extension headers in the chain: holds when the named one was met, at most eight are walked. `.ipv6Extension("routing")` */
  ipv6Extension: {
    protocol: "ipv6",
    title: "extension headers met",
    type: ipv6Extension,
    bits: 5,
    location: derived,
    source: "RFC 8200 section 4",
  },
  /** Hop limit, 0 to 255. `.ipv6HopLimit(not(255))` */
  ipv6HopLimit: {
    protocol: "ipv6",
    title: "hop limit",
    type: number,
    bits: 8,
    location: bytes(7, 1, "hop_limit"),
    source: "RFC 8200 section 3",
  },
  /** Differentiated services code point, 6 bits. `.ipv6Dscp("cs6")` */
  ipv6Dscp: {
    protocol: "ipv6",
    title: "DSCP",
    type: dscp,
    bits: 6,
    location: bitsOf(0, 2, 6),
    source: "RFC 2474 section 3",
  },
  /** Explicit congestion notification, 2 bits. `.ipv6Ecn("ce")` */
  ipv6Ecn: {
    protocol: "ipv6",
    title: "ECN",
    type: ecn,
    bits: 2,
    location: bitsOf(0, 2, 4),
    source: "RFC 3168 section 5",
  },
  /** Flow label, 20 bits. `.ipv6FlowLabel(0)` */
  ipv6FlowLabel: {
    protocol: "ipv6",
    title: "flow label",
    type: number,
    bits: 20,
    location: bitsOf(0, 4, 0),
    source: "RFC 6437",
  },
} as const satisfies Record<string, FieldRow>;
