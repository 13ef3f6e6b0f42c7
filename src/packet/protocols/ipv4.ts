import { ipv4Address } from "../datatypes/ipv4-address.js";
import { dscp, ecn, number, protocol } from "../datatypes/numbers.js";
import { bitsOf, bytes, type FieldRow } from "../field.js";

/** The fields of the outermost IPv4 header. All of them exist when the header, options included, is in the frame. */
export const ipv4Fields = {
  /** Source address of IPv4 packets. `.ipv4Src("172.20.0.11")`, `.ipv4Src("10.0.0.0/8", "192.0.2.1")` */
  ipv4Src: {
    protocol: "ipv4",
    title: "source address",
    type: ipv4Address,
    bits: 32,
    location: bytes(12, 4, "saddr"),
    source: "RFC 791 section 3.1",
  },
  /** Destination address of IPv4 packets. `.ipv4Dst("172.20.0.12")` */
  ipv4Dst: {
    protocol: "ipv4",
    title: "destination address",
    type: ipv4Address,
    bits: 32,
    location: bytes(16, 4, "daddr"),
    source: "RFC 791 section 3.1",
  },
  /** Protocol byte of the IPv4 header. `.ipv4Protocol("gre")`, `.ipv4Protocol(47)` */
  ipv4Protocol: {
    protocol: "ipv4",
    title: "protocol",
    type: protocol,
    bits: 8,
    location: bytes(9, 1, "protocol"),
    source: "RFC 791 section 3.1",
  },
  /** Time to live, 0 to 255. `.ipv4Ttl(range(0, 4))` */
  ipv4Ttl: {
    protocol: "ipv4",
    title: "time to live",
    type: number,
    bits: 8,
    location: bytes(8, 1, "ttl"),
    source: "RFC 791 section 3.1",
  },
  /** Differentiated services code point, 6 bits. `.ipv4Dscp("ef")` */
  ipv4Dscp: {
    protocol: "ipv4",
    title: "DSCP",
    type: dscp,
    bits: 6,
    location: bitsOf(1, 1, 2, "tos"),
    source: "RFC 2474 section 3",
  },
  /** Explicit congestion notification, 2 bits. `.ipv4Ecn("ce")` */
  ipv4Ecn: {
    protocol: "ipv4",
    title: "ECN",
    type: ecn,
    bits: 2,
    location: bitsOf(1, 1, 0, "tos"),
    source: "RFC 3168 section 5",
  },
  /** Header length (IHL) in 32-bit words, 5 to 15: more than 5 means options. `.ipv4HeaderLength(range(6, 15))` */
  ipv4HeaderLength: {
    protocol: "ipv4",
    title: "header length in 32-bit words",
    type: number,
    bits: 4,
    location: bitsOf(0, 1, 0),
    source: "RFC 791 section 3.1",
  },
  /** Total length in bytes as the header says, whether or not it is true. `.ipv4Length(range(0, 19))` */
  ipv4Length: {
    protocol: "ipv4",
    title: "total length in bytes",
    type: number,
    bits: 16,
    location: bytes(2, 2, "tot_len"),
    source: "RFC 791 section 3.1",
  },
  /** Identification. `.ipv4Id(0)` */
  ipv4Id: {
    protocol: "ipv4",
    title: "identification",
    type: number,
    bits: 16,
    location: bytes(4, 2, "id"),
    source: "RFC 791 section 3.1",
  },
} as const satisfies Record<string, FieldRow>;
