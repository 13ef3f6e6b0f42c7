/** Where in the frame a protocol stands; rows of one layer exclude each other unless `conflicts` says less. */
export type Layer = "frame" | "link" | "network" | "transport";

/** One protocol that a rule can ask for by name. */
export interface ProtocolRow {
  readonly title: string;
  readonly layer: Layer;
  /** The protocols that no packet has together with this one. Symmetric; `protocols.test.ts` holds it to that. */
  readonly conflicts: readonly string[];
}

/**
 * The protocols with a test of their own: `drop().tcp()`.
 *
 * `ipv4()` and `ipv6()` hold when the whole fixed header is there and valid. The transport tests compare the protocol
 * number and so hold for later fragments and cut headers as well; `arp()` compares the ether type.
 */
export const PROTOCOLS = {
  /** Holds for frames with an 802.1Q or 802.1ad tag. A tag that the NIC has stripped is not visible to XDP. */
  vlan: { title: "an 802.1Q or 802.1ad tag", layer: "link", conflicts: [] },
  /** Holds for ARP (ether type 0x0806, RFC 826). */
  arp: {
    title: "ARP",
    layer: "network",
    conflicts: ["ipv4", "ipv6", "ip", "tcp", "udp", "sctp", "icmp", "icmpv6", "th"],
  },
  /** Holds for IPv4 with a valid header (RFC 791): version 4, IHL of at least 5, options in the frame. */
  ipv4: { title: "IPv4", layer: "network", conflicts: ["arp", "ipv6", "icmpv6"] },
  /** Holds for IPv6 with its whole 40-byte header (RFC 8200). */
  ipv6: { title: "IPv6", layer: "network", conflicts: ["arp", "ipv4", "icmp"] },
  /** Holds for TCP over IPv4 and IPv6 (protocol 6), later fragments included. */
  tcp: { title: "TCP", layer: "transport", conflicts: ["arp", "udp", "sctp", "icmp", "icmpv6"] },
  /** Holds for UDP over IPv4 and IPv6 (protocol 17), later fragments included. */
  udp: { title: "UDP", layer: "transport", conflicts: ["arp", "tcp", "sctp", "icmp", "icmpv6"] },
  /** Holds for ICMP over IPv4 (protocol 1), later fragments included. */
  icmp: {
    title: "ICMP",
    layer: "transport",
    conflicts: ["arp", "ipv6", "tcp", "udp", "sctp", "icmpv6", "th"],
  },
  /** Holds for ICMPv6 over IPv6 (protocol 58), later fragments included. */
  icmpv6: {
    title: "ICMPv6",
    layer: "transport",
    conflicts: ["arp", "ipv4", "tcp", "udp", "sctp", "icmp", "th"],
  },
  /** Holds for SCTP over IPv4 and IPv6 (protocol 132), later fragments included. */
  sctp: { title: "SCTP", layer: "transport", conflicts: ["arp", "tcp", "udp", "icmp", "icmpv6", "th"] },
} as const satisfies Record<string, ProtocolRow>;

/** What fields belong to besides the protocols: nftables' pseudo-headers `meta` and `th`, Ethernet, and either IP family. */
export const PSEUDO_PROTOCOLS = {
  meta: { title: "any frame", layer: "frame", conflicts: [] },
  ethernet: { title: "Ethernet", layer: "link", conflicts: [] },
  ip: { title: "IPv4 or IPv6", layer: "network", conflicts: ["arp"] },
  th: { title: "TCP or UDP", layer: "transport", conflicts: ["arp", "icmp", "icmpv6", "sctp"] },
} as const satisfies Record<string, ProtocolRow>;

/** A protocol with a test method. */
export type ProtocolName = keyof typeof PROTOCOLS;

/** Everything a field can belong to. */
export type HeaderName = ProtocolName | keyof typeof PSEUDO_PROTOCOLS;

/** The rows of both tables, with their literal types. */
export const HEADER_ROWS = { ...PROTOCOLS, ...PSEUDO_PROTOCOLS } as const;

/** The same for lookups by name. */
export const HEADERS: Readonly<Record<HeaderName, ProtocolRow>> = HEADER_ROWS;

export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as readonly ProtocolName[];
