import {
  ah,
  arp,
  destination,
  esp,
  ethernet,
  frame,
  gre,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  routing,
  sctp,
  tcp,
  udp,
  vlan,
  type EthernetOptions,
  type Layer,
} from "./index.js";

/** What can stand in a packet behind its Ethernet header. */
const LAYERS = {
  /** A VLAN tag: `.vlan(10)`, `.vlan({ id: 10, priority: 5, tpid: 0x88a8 })` */
  vlan,
  /** An Ethernet/IPv4 ARP packet: `.arp({ op: "reply", senderIp: "192.0.2.1" })` */
  arp,
  /** An IPv4 header: `.ipv4({ src: "192.0.2.1", ttl: 1 })`. Fragments: `.ipv4({ moreFragments: true })`, `.ipv4({ fragmentOffset: 185 })` */
  ipv4,
  /** An IPv6 header: `.ipv6({ src: "2001:db8::1" })` */
  ipv6,
  /** IPv6 hop-by-hop options: `.hopByHop({ size: 16 })` */
  hopByHop,
  /** An IPv6 routing header. */
  routing,
  /** IPv6 destination options. */
  destination,
  /** An IPv6 fragment header: `.fragment({ offset: 0, more: true })`, the offset in units of 8 bytes */
  fragment: ipv6Fragment,
  /** An authentication header. */
  ah,
  /** A TCP header: `.tcp({ dport: 22, flags: "S" })`, `.tcp({ flags: ["syn", "ack"] })` */
  tcp,
  /** A UDP header: `.udp({ dport: 53 })` */
  udp,
  /** The common header of SCTP. */
  sctp,
  /** The first 8 bytes of an ICMP message: `.icmp({ type: "destination-unreachable", code: 4 })` */
  icmp,
  /** The first 8 bytes of an ICMPv6 message: `.icmpv6({ type: "router-advertisement" })` */
  icmpv6,
  /** A GRE header; the packet in the tunnel follows: `.ipv4().gre().ipv4().tcp()` */
  gre,
  /** The first 8 bytes of an ESP packet. */
  esp,
  /** Anything else: bytes as they stand, or text as UTF-8. */
  payload: raw,
} as const;

type LayerMethods = {
  readonly [K in keyof typeof LAYERS]: (...options: Parameters<(typeof LAYERS)[K]>) => Packet;
};

/**
 * A packet is its bytes, from the Ethernet header on, and knows how it goes on: each method returns a longer packet and
 * changes nothing. What one layer says of the next (types, protocols, lengths) and all checksums are right unless they
 * are given.
 */
export type Packet = Uint8Array<ArrayBuffer> & LayerMethods;

class PacketBytes extends Uint8Array<ArrayBuffer> {
  readonly #layers: readonly Layer[];

  constructor(layers: readonly Layer[]) {
    super(frame(...layers).buffer);
    this.#layers = layers;
  }

  /** What `slice`, `map` and their like make of a packet are bytes and no packet. */
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  static {
    for (const [name, layer] of Object.entries<(...options: never) => Layer>(LAYERS)) {
      Object.defineProperty(this.prototype, name, {
        value(this: PacketBytes, ...options: never) {
          return new PacketBytes([...this.#layers, layer(...options)]);
        },
      });
    }
  }
}

/**
 * Begins a packet with its Ethernet header: `packet().vlan(10).ipv4({ src: "192.0.2.1" }).tcp({ dport: 22, flags: "S" })`.
 * Fields have their names in the table of fields, without the protocol's (`ipv4Src` is `src`), and the literals of the
 * rule language.
 * @throws DiagnosticError XG2xx for a value that its field does not take
 */
export function packet(options: EthernetOptions = {}): Packet {
  // The prototype has every method of the table: see the static block.
  return new PacketBytes([ethernet(options)]) as unknown as Packet;
}
