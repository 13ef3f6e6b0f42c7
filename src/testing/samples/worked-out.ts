import { IPV6_EXTENSIONS } from "../../packet/index.js";
import type { FrameContext } from "../decode.js";
import {
  ah,
  destination,
  ethernet,
  frame,
  hopByHop,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  routing,
  tcp,
  udp,
  vlan,
  type Layer,
} from "../frames.js";

/** A frame on which rules are tried, with what the kernel shall say of where it came from. */
export interface Sample {
  readonly label: string;
  readonly frame: Uint8Array;
  /** Absent: it does not matter. */
  readonly context?: FrameContext;
}

const sample = (label: string, ...layers: readonly Layer[]): Sample => ({ label, frame: frame(...layers) });

/** The longest frame that BPF_PROG_TEST_RUN takes is a little longer. */
const LONGEST = 3000n;
const ETHERNET_SIZE = 14;
/** An interface with many queues; the loopback interface, 1, has one. */
const INTERFACE = 100;

const EXTENSION_LAYERS: Readonly<Record<keyof typeof IPV6_EXTENSIONS, Layer>> = {
  "hop-by-hop": hopByHop(),
  routing: routing(),
  fragment: ipv6Fragment(),
  destination: destination(),
  ah: ah(),
};

/** Frames in which a field that is in no header has the value; none when no frame can have it. */
export const WORKED_OUT: Readonly<Record<string, (value: bigint) => readonly Sample[]>> = {
  etherType: (value) => {
    const type = Number(value);
    const rest = [tcp(), tcp()];
    return [
      sample("untagged", ethernet({ type }), ...rest),
      sample("one tag", ethernet(), vlan({ type }), ...rest),
      sample("two tags", ethernet(), vlan({ tpid: 0x88a8 }), vlan({ type }), ...rest),
    ];
  },
  vlanInnerId: (value) => [
    sample("two tags", ethernet(), vlan(), vlan({ id: Number(value), priority: 5 }), ipv4(), udp()),
    sample("802.1ad", ethernet(), vlan({ tpid: 0x88a8 }), vlan({ id: Number(value) }), ipv6(), udp()),
  ],
  l4Protocol: (value) => {
    const number = Number(value);
    return [
      sample("IPv4", ethernet(), ipv4({ protocol: number }), tcp()),
      sample("later IPv4", ethernet(), ipv4({ protocol: number, fragmentOffset: 5 }), tcp()),
      sample("IPv6", ethernet(), ipv6({ nextHeader: number }), tcp(), tcp(), tcp()),
      sample("chain", ethernet(), vlan(), ipv6(), hopByHop(), destination({ nextHeader: number }), tcp()),
      sample("later IPv6", ethernet(), ipv6(), ipv6Fragment({ nextHeader: number, offset: 1 }), tcp()),
    ];
  },
  fragment: (value) => {
    const more = value === 1n;
    const offset = value === 2n ? 185 : 0;
    return [
      sample("IPv4", ethernet(), ipv4({ moreFragments: more, fragmentOffset: offset }), udp()),
      sample(
        "IPv4, DF",
        ethernet(),
        ipv4({ moreFragments: more, fragmentOffset: offset, dontFragment: true }),
      ),
      sample("IPv6", ethernet(), ipv6(), ipv6Fragment({ more, offset }), udp()),
      sample("behind AH", ethernet(), vlan(), ipv6(), ah(), ipv6Fragment({ more, offset }), udp()),
    ];
  },
  ipv6Extension: (value) => {
    const chain = Object.entries(EXTENSION_LAYERS)
      .filter(([name]) => (value & BigInt(IPV6_EXTENSIONS[name as keyof typeof IPV6_EXTENSIONS])) !== 0n)
      .map(([, layer]) => layer);
    return [
      sample("in order", ethernet(), ipv6(), ...chain, tcp()),
      sample("backwards", ethernet(), vlan(), ipv6(), ...[...chain].reverse(), tcp()),
      sample("at the end", ethernet(), ipv6(), ...chain),
    ];
  },
  malformed: (value) =>
    value === 0n
      ? [sample("whole", ethernet(), ipv4(), tcp()), sample("unknown", ethernet())]
      : [
          sample("half TCP", ethernet(), ipv4(), raw([0, 80, 0, 22])),
          sample("third tag", ethernet(), vlan(), vlan(), vlan(), ipv4(), tcp()),
          sample("IHL of 4", ethernet(), ipv4({ headerLength: 4 }), tcp()),
        ],
  packetLength: (value) =>
    value < ETHERNET_SIZE || value > LONGEST
      ? []
      : [sample(`${value} bytes`, ethernet(), raw(new Uint8Array(Number(value) - ETHERNET_SIZE)))],
  ingressIfindex: (value) => [
    {
      label: `interface ${value}`,
      frame: frame(ethernet(), ipv4(), udp()),
      context: { ingressIfindex: Number(value), rxQueue: 0 },
    },
  ],
  rxQueue: (value) => [
    {
      label: `queue ${value}`,
      frame: frame(ethernet(), ipv4(), udp()),
      context: { ingressIfindex: INTERFACE, rxQueue: Number(value) },
    },
  ],
};
