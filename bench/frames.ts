import { recordBytes, recordOf, type Trace, type TraceShape } from "../src/bench/trace.js";
import { ethernet, frame, ipv4, ipv6, raw, tcp } from "../src/testing/frames.js";
import type { FiveTuple } from "./acl.js";

/** The interface that live frames are for. */
export const RECEIVER = "02:00:00:00:00:02";

/** From IPv4's TTL to the ports: all that differs, its header's checksum included. */
export const IPV4_SHAPE = { first: 22, words: 2 } as const;
/** From IPv6's first byte to the ports. */
export const IPV6_SHAPE = { first: 14, words: 6 } as const;

/** Offsets in an untagged frame, and IPv4's default destination, 10.0.0.1. */
const AT = { ttl: 22, protocol: 23, checksum: 24, src: 26, dst: 30, sport: 34, dport: 36, src6: 22 } as const;
const DESTINATION = 0x0a00_0001;
const TTL = 64;

const LINK = ethernet({ dst: RECEIVER, src: "02:00:00:00:00:01" });
const PAYLOAD = raw(new Uint8Array(10));
const FRAME4 = frame(LINK, ipv4({ src: "10.0.0.2", dst: "10.0.0.1", ttl: TTL }), tcp({ dport: 80 }), PAYLOAD);
const FRAME6 = frame(LINK, ipv6({ src: "fd00::2", dst: "fd00::1" }), tcp({ dport: 80 }), PAYLOAD);

/** The sum of the words before the TTL, which are the same in every IPv4 header: RFC 1071. */
const BASE_SUM = [14, 16, 18, 20].reduce((sum, at) => sum + FRAME4[at]! * 256 + FRAME4[at + 1]!, 0);

/** A trace of `length` IPv4 packets over TCP, UDP or the like, with right checksums of IPv4. */
export function ipv4Trace(length: number, packet: (index: number) => FiveTuple): Trace {
  const shape: TraceShape = { ...IPV4_SHAPE, capacity: length };
  const records = new Uint8Array(length * recordBytes(shape));
  const view = new DataView(records.buffer);
  for (let i = 0; i < length; i++) {
    const { src, dst, protocol, sport, dport } = packet(i);
    const at = (offset: number): number => i * recordBytes(shape) + offset - shape.first;
    view.setUint8(at(AT.ttl), TTL);
    view.setUint8(at(AT.protocol), protocol);
    view.setUint16(at(AT.checksum), checksum(src, dst, protocol));
    view.setUint32(at(AT.src), src);
    view.setUint32(at(AT.dst), dst);
    view.setUint16(at(AT.sport), sport);
    view.setUint16(at(AT.dport), dport);
  }
  return { shape, frame: FRAME4, records };
}

function checksum(src: number, dst: number, protocol: number): number {
  let sum = BASE_SUM + TTL * 256 + protocol + (src >>> 16) + (src & 0xffff) + (dst >>> 16) + (dst & 0xffff);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** The same about sources alone. */
export function ipv4SourceTrace(length: number, source: (index: number) => number): Trace {
  return ipv4Trace(length, (i) => ({
    ...{ src: source(i), dst: DESTINATION, protocol: 6 },
    ...{ sport: 1024 + (i % 60_000), dport: 80 },
  }));
}

/** A trace of `length` IPv6 packets over TCP. */
export function ipv6SourceTrace(length: number, source: (index: number) => bigint): Trace {
  const shape: TraceShape = { ...IPV6_SHAPE, capacity: length };
  const records = new Uint8Array(length * recordBytes(shape));
  const template = recordOf(shape, FRAME6);
  const view = new DataView(records.buffer);
  for (let i = 0; i < length; i++) {
    const start = i * recordBytes(shape);
    const address = source(i);
    records.set(template, start);
    view.setBigUint64(start + AT.src6 - shape.first, address >> 64n);
    view.setBigUint64(start + AT.src6 + 8 - shape.first, address & 0xffff_ffff_ffff_ffffn);
  }
  return { shape, frame: FRAME6, records };
}
