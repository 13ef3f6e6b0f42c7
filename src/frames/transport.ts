import { crc32c, internetChecksum, wordSum } from "./checksum.js";
import { writeFields, type HeaderFields } from "./fields.js";
import type { Layer } from "./layer.js";
import { octets } from "./octets.js";

/** A checksum that is written as it stands; default: the right one. */
interface Sealed {
  readonly checksum?: number | undefined;
}

/** The sum of the pseudo-header of RFC 768, RFC 9293 and RFC 8200 section 8.1: the words are the same in both families. */
const pseudoHeader = (protocol: number, segment: Uint8Array, addresses: Uint8Array) =>
  wordSum(addresses) + protocol + segment.length;

/** Writes the checksum of the segment, pseudo-header included, to byte `at`. */
const sealAt =
  (at: number, protocol: number, checksum: number | undefined): NonNullable<Layer["seal"]> =>
  (segment, _size, addresses) => {
    segment.fill(0, at, at + 2);
    const right = internetChecksum(segment, pseudoHeader(protocol, segment, addresses));
    segment.set(octets(checksum ?? right, 2), at);
  };

export interface TcpOptions extends HeaderFields<"tcp">, Sealed {
  /** Acknowledgement number. */
  readonly ack?: number | undefined;
  /** In words of 4 bytes; default: the right one. */
  readonly dataOffset?: number | undefined;
  /** Whole words; they make the header longer. */
  readonly options?: readonly number[] | undefined;
}

/** A TCP header, 20 bytes and its options (RFC 9293 section 3.1); a SYN to port 80 by default. */
export function tcp({ ack = 0, dataOffset, options = [], checksum, ...fields }: TcpOptions = {}): Layer {
  const size = 20 + options.length;
  return {
    protocol: 6,
    encode: () => {
      const header = new Uint8Array(size);
      header.set(octets(ack, 4), 8);
      header[12] = (dataOffset ?? size / 4) << 4;
      header.set(options, 20);
      const usual = { sport: 40000, dport: 80, flags: "syn", window: 64240 };
      return writeFields(header, "tcp", usual, fields);
    },
    seal: sealAt(16, 6, checksum),
  };
}

export type UdpOptions = HeaderFields<"udp"> & Sealed;

/** A UDP header, 8 bytes (RFC 768). */
export function udp({ checksum, ...fields }: UdpOptions = {}): Layer {
  return {
    protocol: 17,
    encode: (_next, payload) =>
      writeFields(new Uint8Array(8), "udp", { sport: 40000, dport: 53, length: 8 + payload }, fields),
    seal: (segment, size, addresses) => {
      sealAt(6, 17, checksum)(segment, size, addresses);
      // 0 would say that there is no checksum.
      if (checksum === undefined && segment[6] === 0 && segment[7] === 0) segment.fill(0xff, 6, 8);
    },
  };
}

export type SctpOptions = HeaderFields<"sctp"> & Sealed;

/** The common header of SCTP, 12 bytes (RFC 9260 section 3.1); the verification tag is 0. */
export function sctp({ checksum, ...fields }: SctpOptions = {}): Layer {
  return {
    protocol: 132,
    encode: () => writeFields(new Uint8Array(12), "sctp", { sport: 40000, dport: 3868 }, fields),
    seal: (packet) => {
      packet.set(checksum === undefined ? octets(crc32c(packet), 4).reverse() : octets(checksum, 4), 8);
    },
  };
}

export type IcmpOptions = HeaderFields<"icmp"> & Sealed;

/** The first 8 bytes of an ICMP message (RFC 792), an echo request by default. */
export function icmp({ checksum, ...fields }: IcmpOptions = {}): Layer {
  return {
    protocol: 1,
    encode: () => writeFields(new Uint8Array(8), "icmp", { type: "echo-request" }, fields),
    seal: (message) => {
      message.set(octets(checksum ?? internetChecksum(message), 2), 2);
    },
  };
}

export type Icmpv6Options = HeaderFields<"icmpv6"> & Sealed;

/** The first 8 bytes of an ICMPv6 message (RFC 4443), an echo request by default. */
export function icmpv6({ checksum, ...fields }: Icmpv6Options = {}): Layer {
  return {
    protocol: 58,
    encode: () => writeFields(new Uint8Array(8), "icmpv6", { type: "echo-request" }, fields),
    seal: sealAt(2, 58, checksum),
  };
}

/** A GRE header without options, 4 bytes (RFC 2784); what follows is the packet in the tunnel. */
export function gre(): Layer {
  return { protocol: 47, encode: (next) => Uint8Array.from([0, 0, ...octets(next?.etherType ?? 0, 2)]) };
}

/** The 8 bytes in front of an ESP payload (RFC 4303 section 2): security parameters index and sequence number. */
export function esp({
  spi = 1,
  seq = 1,
}: { readonly spi?: number | undefined; readonly seq?: number | undefined } = {}): Layer {
  return { protocol: 50, encode: () => Uint8Array.from([...octets(spi, 4), ...octets(seq, 4)]) };
}
