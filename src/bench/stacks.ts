import type { HeaderName } from "../packet/index.js";
import {
  arp,
  assemble,
  ethernet,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  raw,
  sctp,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../testing/frames.js";

/** A frame of some protocols, of FRAME_BYTES bytes. */
export interface Stack {
  readonly bytes: Uint8Array;
  /** At which byte each header begins; that of `th` is TCP's or UDP's. */
  readonly starts: ReadonlyMap<HeaderName, number>;
}

/** The length of every frame that is made for a user's rules: all headers fit, with tags. */
export const FRAME_BYTES = 126;

type Named = readonly [HeaderName, Layer];

const LINKS: readonly (readonly Named[])[] = [
  [["ethernet", ethernet()]],
  [
    ["ethernet", ethernet()],
    ["vlan", vlan({ id: 10 })],
  ],
];

const NETWORKS: readonly (readonly Named[])[] = [
  ...transports(["ipv4", ipv4()], ["icmp", icmp()]),
  ...transports(["ipv6", ipv6()], ["icmpv6", icmpv6()]),
  [["arp", arp()]],
];

function transports(network: Named, control: Named): Named[][] {
  const ports: readonly Named[] = [
    ["tcp", tcp()],
    ["udp", udp()],
    ["sctp", sctp()],
  ];
  return [...ports, control].map((transport) => [network, transport]);
}

/** Every transport over both IPs, and ARP, with no tag and with one. */
export const STACKS: readonly Stack[] = LINKS.flatMap((link) =>
  NETWORKS.map((network) => stackOf([...link, ...network])),
);

function stackOf(named: readonly Named[]): Stack {
  const layers = named.map(([, layer]) => layer);
  const { bytes: headers } = assemble(layers);
  const { bytes, starts } = assemble([...layers, raw(new Uint8Array(FRAME_BYTES - headers.length))]);
  const places = new Map(named.map(([name], i) => [name, starts[i]!] as const));
  const ports = places.get("tcp") ?? places.get("udp");
  if (ports !== undefined) places.set("th", ports);
  return { bytes, starts: places };
}
