import { arpOperation } from "../datatypes/numbers.js";
import { ipv4Address } from "../datatypes/ipv4-address.js";
import { bytes, type FieldRow } from "../field.js";

/** The fields of Ethernet/IPv4 ARP (hardware type 1, protocol type 0x0800, lengths 6 and 4); other ARP has none of them. */
export const arpFields = {
  /** ARP operation. `.arpOp("request")` */
  arpOp: {
    protocol: "arp",
    title: "operation",
    type: arpOperation,
    bits: 16,
    location: bytes(6, 2),
    source: "RFC 826",
  },
  /** Sender's IPv4 address in ARP. `.arpSenderIp("172.20.0.0/24")` */
  arpSenderIp: {
    protocol: "arp",
    title: "sender IPv4 address",
    type: ipv4Address,
    bits: 32,
    location: bytes(14, 4),
    source: "RFC 826",
  },
  /** Target's IPv4 address in ARP. `.arpTargetIp("172.20.0.12")` */
  arpTargetIp: {
    protocol: "arp",
    title: "target IPv4 address",
    type: ipv4Address,
    bits: 32,
    location: bytes(24, 4),
    source: "RFC 826",
  },
} as const satisfies Record<string, FieldRow>;
