import { internetChecksum } from "./checksum.js";
import { writeFields, type HeaderFields } from "./fields.js";
import type { Layer } from "./layer.js";
import { octets } from "./octets.js";

/** What a header says when nothing follows it: IANA's protocol number for experiments (RFC 3692). */
const EXPERIMENTAL = 253;

export interface Ipv4Options extends HeaderFields<"ipv4"> {
  /** In units of 8 bytes. */
  readonly fragmentOffset?: number | undefined;
  readonly moreFragments?: boolean | undefined;
  readonly dontFragment?: boolean | undefined;
  /** Whole words; they make the header longer. */
  readonly options?: readonly number[] | undefined;
  readonly version?: number | undefined;
  /** Default: the right one. */
  readonly checksum?: number | undefined;
}

/** An IPv4 header (RFC 791). Lengths, protocol and checksum are the right ones unless they are given. */
export function ipv4({
  fragmentOffset = 0,
  moreFragments = false,
  dontFragment = false,
  options = [],
  version = 4,
  checksum,
  ...fields
}: Ipv4Options = {}): Layer {
  const size = 20 + options.length;
  const flags = (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0);
  return {
    etherType: 0x0800,
    protocol: 4,
    encode: (next, payload) => {
      const header = new Uint8Array(size);
      header[0] = version << 4;
      header.set(octets(flags | fragmentOffset, 2), 6);
      header.set(options, 20);
      return writeFields(
        header,
        "ipv4",
        {
          src: "172.20.0.11",
          dst: "172.20.0.12",
          ttl: 64,
          headerLength: size / 4,
          length: size + payload,
          protocol: next?.protocol ?? EXPERIMENTAL,
        },
        fields,
      );
    },
    seal: (packet) => {
      packet.set(octets(checksum ?? internetChecksum(packet.subarray(0, size)), 2), 10);
    },
    addresses: (header) => header.subarray(12, 20),
  };
}

export interface Ipv6Options extends HeaderFields<"ipv6"> {
  readonly version?: number | undefined;
  /** Payload length in bytes; default: the right one. */
  readonly length?: number | undefined;
}

/** An IPv6 header, 40 bytes (RFC 8200 section 3). */
export function ipv6({ version = 6, length, ...fields }: Ipv6Options = {}): Layer {
  return {
    etherType: 0x86dd,
    protocol: 41,
    encode: (next, payload) => {
      const header = new Uint8Array(40);
      header[0] = version << 4;
      header.set(octets(length ?? payload, 2), 4);
      return writeFields(
        header,
        "ipv6",
        {
          src: "2001:db8::11",
          dst: "2001:db8::12",
          hopLimit: 64,
          nextHeader: next?.protocol ?? EXPERIMENTAL,
        },
        fields,
      );
    },
    addresses: (header) => header.subarray(8, 40),
  };
}

export interface ExtensionOptions {
  /** Size in bytes: a multiple of 8, of 4 for AH. */
  readonly size?: number | undefined;
  /** Default: the next layer's. */
  readonly nextHeader?: number | undefined;
  /** The length byte; default: the true one. */
  readonly length?: number | undefined;
}

/** An extension header whose length byte counts units of 8 bytes beyond the first: all but fragment and AH. */
const inEights =
  (protocol: number) =>
  ({ size = 8, nextHeader, length = size / 8 - 1 }: ExtensionOptions = {}): Layer => ({
    protocol,
    encode: (next) => {
      const bytes = new Uint8Array(size);
      bytes.set([nextHeader ?? next?.protocol ?? EXPERIMENTAL, length]);
      return bytes;
    },
  });

/** Hop-by-hop options (RFC 8200 section 4.3). */
export const hopByHop = inEights(0);

/** A routing header (RFC 8200 section 4.4). */
export const routing = inEights(43);

/** Destination options (RFC 8200 section 4.6). */
export const destination = inEights(60);

/** An authentication header (RFC 4302 section 2): its length byte counts words beyond the second. */
export function ah({ size = 24, nextHeader, length = size / 4 - 2 }: ExtensionOptions = {}): Layer {
  return inEights(51)({ size, length, ...(nextHeader === undefined ? {} : { nextHeader }) });
}

export interface FragmentOptions {
  /** In units of 8 bytes. */
  readonly offset?: number | undefined;
  readonly more?: boolean | undefined;
  readonly id?: number | undefined;
  /** Default: the next layer's. */
  readonly nextHeader?: number | undefined;
}

/** The fragment header of IPv6, 8 bytes (RFC 8200 section 4.5). */
export function ipv6Fragment({ offset = 0, more = false, id = 0, nextHeader }: FragmentOptions = {}): Layer {
  return {
    protocol: 44,
    encode: (next) =>
      Uint8Array.from([
        nextHeader ?? next?.protocol ?? EXPERIMENTAL,
        0,
        ...octets((offset << 3) | (more ? 1 : 0), 2),
        ...octets(id, 4),
      ]),
  };
}
