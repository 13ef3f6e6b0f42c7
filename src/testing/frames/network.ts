import type { Layer } from "./layer.js";
import { ipv4Octets, ipv6Octets, octets } from "./octets.js";

/** What a header says when nothing follows it: IANA's protocol number for experiments (RFC 3692). */
const EXPERIMENTAL = 253;

interface Ipv4Options {
  readonly src?: string;
  readonly dst?: string;
  /** Default: the next layer's. */
  readonly protocol?: number;
  readonly ttl?: number;
  readonly dscp?: number;
  readonly ecn?: number;
  readonly id?: number;
  /** In units of 8 bytes. */
  readonly fragmentOffset?: number;
  readonly moreFragments?: boolean;
  readonly dontFragment?: boolean;
  /** Whole words; they make the header longer. */
  readonly options?: readonly number[];
  readonly version?: number;
  /** In words of 4 bytes; default: the true one. */
  readonly headerLength?: number;
  /** In bytes, header included; default: the true one. */
  readonly length?: number;
}

/** An IPv4 header; its checksum is 0. */
export function ipv4({
  src = "172.20.0.11",
  dst = "172.20.0.12",
  protocol,
  ttl = 64,
  dscp = 0,
  ecn = 0,
  id = 0,
  fragmentOffset = 0,
  moreFragments = false,
  dontFragment = false,
  options = [],
  version = 4,
  headerLength = 5 + options.length / 4,
  length,
}: Ipv4Options = {}): Layer {
  const flags = (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0);
  return {
    etherType: 0x0800,
    protocol: 4,
    encode: (next, payload) =>
      Uint8Array.from([
        (version << 4) | headerLength,
        (dscp << 2) | ecn,
        ...octets(length ?? 20 + options.length + payload, 2),
        ...octets(id, 2),
        ...octets(flags | fragmentOffset, 2),
        ttl,
        protocol ?? next?.protocol ?? EXPERIMENTAL,
        0,
        0,
        ...ipv4Octets(src),
        ...ipv4Octets(dst),
        ...options,
      ]),
  };
}

interface Ipv6Options {
  readonly src?: string;
  readonly dst?: string;
  /** Default: the next layer's. */
  readonly nextHeader?: number;
  readonly hopLimit?: number;
  readonly dscp?: number;
  readonly ecn?: number;
  readonly flowLabel?: number;
  readonly version?: number;
  /** Payload length in bytes; default: the true one. */
  readonly length?: number;
}

/** An IPv6 header, 40 bytes. */
export function ipv6({
  src = "2001:db8::11",
  dst = "2001:db8::12",
  nextHeader,
  hopLimit = 64,
  dscp = 0,
  ecn = 0,
  flowLabel = 0,
  version = 6,
  length,
}: Ipv6Options = {}): Layer {
  const first = (BigInt(version) << 28n) | BigInt((((dscp << 2) | ecn) << 20) | flowLabel);
  return {
    etherType: 0x86dd,
    protocol: 41,
    encode: (next, payload) =>
      Uint8Array.from([
        ...octets(first, 4),
        ...octets(length ?? payload, 2),
        nextHeader ?? next?.protocol ?? EXPERIMENTAL,
        hopLimit,
        ...ipv6Octets(src),
        ...ipv6Octets(dst),
      ]),
  };
}

interface ExtensionOptions {
  /** Size in bytes: a multiple of 8, of 4 for AH. */
  readonly size?: number;
  /** Default: the next layer's. */
  readonly nextHeader?: number;
  /** The length byte; default: the true one. */
  readonly length?: number;
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

interface FragmentOptions {
  /** In units of 8 bytes. */
  readonly offset?: number;
  readonly more?: boolean;
  readonly id?: number;
  /** Default: the next layer's. */
  readonly nextHeader?: number;
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
