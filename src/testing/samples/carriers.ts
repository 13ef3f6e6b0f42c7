import type { HeaderName } from "../../packet/index.js";
import {
  ah,
  arp,
  destination,
  ethernet,
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
  type Layer,
} from "../frames.js";

/** A frame in which a header stands; `header` is the index of its layer. */
export interface Carrier {
  readonly layers: readonly Layer[];
  readonly header: number;
}

/** Ethernet with none, one and two tags. */
const LINKS: readonly (readonly Layer[])[] = [
  [ethernet()],
  [ethernet(), vlan({ id: 10 })],
  [ethernet(), vlan({ id: 10, tpid: 0x88a8 }), vlan({ id: 20 })],
];

const OPTION_WORD = [0x94, 0x04, 0x00, 0x00];

const IPV4: readonly (readonly Layer[])[] = [
  [ipv4()],
  [ipv4({ options: OPTION_WORD })],
  [ipv4({ options: Array.from({ length: 10 }, () => OPTION_WORD).flat() })],
  [ipv4({ moreFragments: true })],
];

const IPV6: readonly (readonly Layer[])[] = [
  [ipv6()],
  [ipv6(), hopByHop(), routing({ size: 24 }), ipv6Fragment({ more: true }), ah(), destination({ size: 16 })],
];

/** Long enough for the longest options that a changed header length can ask for, and of no value that anyone looks for. */
const PAYLOAD = raw(Array.from({ length: 64 }, (_, index) => 0xa0 + (index % 32)));

/** The header behind each of `below`, behind none to two tags. */
function behind(below: readonly (readonly Layer[])[], header: Layer): Carrier[] {
  return LINKS.flatMap((link) =>
    below.map((network) => ({
      layers: [...link, ...network, header, PAYLOAD],
      header: link.length + network.length,
    })),
  );
}

/** The first of each of `stacks`, behind none to two tags, with UDP (or the like) in it. */
function network(stacks: readonly (readonly Layer[])[]): Carrier[] {
  return LINKS.flatMap((link) =>
    stacks.map((stack) => ({ layers: [...link, ...stack, udp(), PAYLOAD], header: link.length })),
  );
}

const IP = [...IPV4, ...IPV6];
const TCP = behind(IP, tcp());
const UDP = behind(IP, udp());

/** Frames that have the header, by the header's name. Fields that are in no header have their frames elsewhere. */
export const CARRIERS: Readonly<Record<HeaderName, readonly Carrier[]>> = {
  meta: [],
  ip: [],
  ethernet: network(IP).map(({ layers }) => ({ layers, header: 0 })),
  vlan: LINKS.filter((link) => link.length > 1).map((link) => ({
    layers: [...link, ipv4(), udp(), PAYLOAD],
    header: 1,
  })),
  arp: LINKS.map((link) => ({ layers: [...link, arp(), PAYLOAD], header: link.length })),
  ipv4: network(IPV4),
  ipv6: network(IPV6),
  tcp: TCP,
  udp: UDP,
  th: [...TCP, ...UDP],
  sctp: behind(IP, sctp()),
  icmp: behind(IPV4, icmp()),
  icmpv6: behind(IPV6, icmpv6()),
};
