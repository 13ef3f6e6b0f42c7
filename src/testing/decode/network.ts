import { findArp } from "./arp.js";
import type { NetworkFinding } from "./finding.js";
import { findIpv4 } from "./ipv4.js";
import { findIpv6 } from "./ipv6.js";
import type { LinkPayload } from "./link.js";

/** Reads the network layer; an ether type that is none of ARP, IPv4 and IPv6 is no flaw. */
export function findNetwork(frame: Uint8Array, { etherType, start }: LinkPayload): NetworkFinding {
  if (etherType === 0x0806) return { finding: findArp(frame, start) };
  if (etherType === 0x0800) return findIpv4(frame, start);
  if (etherType === 0x86dd) return findIpv6(frame, start);
  return { finding: { headers: {}, protocols: [], derived: {}, behind: start } };
}
