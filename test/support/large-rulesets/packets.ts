import type { FiveTuple } from "../../../bench/acl.js";
import { ethernet, frame, icmp, ipv4, ipv6, tcp, udp } from "../../../src/testing/frames.js";
import { formatIpv4 } from "../../../bench/ipv4-lists.js";

/** What large rulesets look at: addresses are numbers in host order. */
export type Packet = (FiveTuple & { readonly family: 4 }) | Ipv6Addresses;

/** A packet of IPv6 with nothing behind its header. */
export interface Ipv6Addresses {
  readonly family: 6;
  readonly src: bigint;
  readonly dst: bigint;
}

/** The packet as a frame. */
export function frameOf(packet: Packet): Uint8Array<ArrayBuffer> {
  if (packet.family === 6)
    return frame(ethernet(), ipv6({ src: formatIpv6(packet.src), dst: formatIpv6(packet.dst) }));
  const { src, dst, protocol, sport, dport } = packet;
  const addresses = { src: formatIpv4(src), dst: formatIpv4(dst) };
  if (protocol === 6) return frame(ethernet(), ipv4(addresses), tcp({ sport, dport }));
  if (protocol === 17) return frame(ethernet(), ipv4(addresses), udp({ sport, dport }));
  return protocol === 1
    ? frame(ethernet(), ipv4(addresses), icmp())
    : frame(ethernet(), ipv4({ ...addresses, protocol }));
}

/** `2001:db8:0:0:0:0:0:1`: all eight parts, as the number has them. */
export function formatIpv6(address: bigint): string {
  return Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(
    ":",
  );
}
