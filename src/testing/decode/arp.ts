import { byte, has, word } from "./bytes.js";
import type { Finding } from "./finding.js";

const FIXED_SIZE = 8;
const ETHERNET_IPV4_SIZE = 28;

/** Reads the ARP packet (RFC 826) that begins at byte `start`; only Ethernet/IPv4 ARP has fields. */
export function findArp(frame: Uint8Array, start: number): Finding {
  const arp = { headers: {}, protocols: ["arp"], derived: {} } as const;
  if (!has(frame, start, FIXED_SIZE)) return { ...arp, flaw: "cut-arp" };
  const isEthernetIpv4 =
    word(frame, start) === 1 &&
    word(frame, start + 2) === 0x0800 &&
    byte(frame, start + 4) === 6 &&
    byte(frame, start + 5) === 4;
  if (!isEthernetIpv4) return arp;
  const located = { ...arp, headers: { arp: start } };
  return has(frame, start, ETHERNET_IPV4_SIZE) ? located : { ...located, flaw: "cut-arp" };
}
