import { tcpFlags } from "../datatypes/bits.js";
import { icmpType, icmpv6Type, number, port, protocol } from "../datatypes/numbers.js";
import { bytes, derived, type FieldRow } from "../field.js";

/** Fields of the transport headers. Each exists when its own bytes are in the frame; later fragments have none of them. */
export const transportFields = {
  /** Protocol of the payload: IPv4's protocol byte, or where IPv6's chain of extension headers ends. `.l4Protocol("gre", "esp")` */
  l4Protocol: {
    protocol: "ip",
    title: "transport protocol",
    type: protocol,
    bits: 8,
    location: derived,
    source: "RFC 791, RFC 8200 section 4",
  },
  /** TCP source port. `.tcpSport(range(0, 1023))` */
  tcpSport: {
    protocol: "tcp",
    title: "source port",
    type: port,
    bits: 16,
    location: bytes(0, 2, "source"),
    source: "RFC 9293 section 3.1",
  },
  /** TCP destination port. `.tcpDport(22)`, `.tcpDport(80, 443)` */
  tcpDport: {
    protocol: "tcp",
    title: "destination port",
    type: port,
    bits: 16,
    location: bytes(2, 2, "dest"),
    source: "RFC 9293 section 3.1",
  },
  /** TCP flags. `.tcpFlags({ syn: true, ack: false })`, `.tcpFlags({ any: ["syn", "fin"] })`, `{ all: […] }`, `{ exact: [] }`, `"rst"` */
  tcpFlags: {
    protocol: "tcp",
    title: "flags",
    type: tcpFlags,
    bits: 8,
    location: bytes(13, 1),
    source: "RFC 9293 section 3.1",
  },
  /** TCP sequence number. `.tcpSeq(0)` */
  tcpSeq: {
    protocol: "tcp",
    title: "sequence number",
    type: number,
    bits: 32,
    location: bytes(4, 4, "seq"),
    source: "RFC 9293 section 3.1",
  },
  /** TCP window, not scaled. `.tcpWindow(1024)` */
  tcpWindow: {
    protocol: "tcp",
    title: "window",
    type: number,
    bits: 16,
    location: bytes(14, 2, "window"),
    source: "RFC 9293 section 3.1",
  },
  /** UDP source port. `.udpSport(53)` */
  udpSport: {
    protocol: "udp",
    title: "source port",
    type: port,
    bits: 16,
    location: bytes(0, 2, "source"),
    source: "RFC 768",
  },
  /** UDP destination port. `.udpDport(53, 123)` */
  udpDport: {
    protocol: "udp",
    title: "destination port",
    type: port,
    bits: 16,
    location: bytes(2, 2, "dest"),
    source: "RFC 768",
  },
  /** UDP length in bytes as the header says. `.udpLength(range(0, 7))` */
  udpLength: {
    protocol: "udp",
    title: "length in bytes",
    type: number,
    bits: 16,
    location: bytes(4, 2, "len"),
    source: "RFC 768",
  },
  /** SCTP source port. `.sctpSport(3868)` */
  sctpSport: {
    protocol: "sctp",
    title: "source port",
    type: port,
    bits: 16,
    location: bytes(0, 2),
    source: "RFC 9260 section 3.1",
  },
  /** SCTP destination port. `.sctpDport(3868)` */
  sctpDport: {
    protocol: "sctp",
    title: "destination port",
    type: port,
    bits: 16,
    location: bytes(2, 2),
    source: "RFC 9260 section 3.1",
  },
  /** ICMP type (over IPv4). `.icmpType("echo-request")` */
  icmpType: {
    protocol: "icmp",
    title: "type",
    type: icmpType,
    bits: 8,
    location: bytes(0, 1),
    source: "RFC 792",
  },
  /** ICMP code (over IPv4). `.icmpType("destination-unreachable").icmpCode(4)` */
  icmpCode: {
    protocol: "icmp",
    title: "code",
    type: number,
    bits: 8,
    location: bytes(1, 1),
    source: "RFC 792",
  },
  /** ICMPv6 type (over IPv6). `.icmpv6Type("router-advertisement")` */
  icmpv6Type: {
    protocol: "icmpv6",
    title: "type",
    type: icmpv6Type,
    bits: 8,
    location: bytes(0, 1),
    source: "RFC 4443 section 2.1",
  },
  /** ICMPv6 code (over IPv6). `.icmpv6Code(0)` */
  icmpv6Code: {
    protocol: "icmpv6",
    title: "code",
    type: number,
    bits: 8,
    location: bytes(1, 1),
    source: "RFC 4443 section 2.1",
  },
  /** Source port of TCP or UDP. `.sport(range(0, 1023))` */
  sport: {
    protocol: "th",
    title: "source port",
    type: port,
    bits: 16,
    location: bytes(0, 2, "source"),
    source: "RFC 9293, RFC 768",
  },
  /** Destination port of TCP or UDP. `.dport(53)` */
  dport: {
    protocol: "th",
    title: "destination port",
    type: port,
    bits: 16,
    location: bytes(2, 2, "dest"),
    source: "RFC 9293, RFC 768",
  },
} as const satisfies Record<string, FieldRow>;
