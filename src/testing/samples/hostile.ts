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
  type Layer,
} from "../frames.js";
import type { Sample } from "./worked-out.js";

const TRANSPORTS = { tcp: tcp(), udp: udp(), sctp: sctp(), icmp: icmp(), icmpv6: icmpv6() };
const IPS = { ipv4: ipv4(), ipv6: ipv6() };

const zeros = (size: number) => raw(new Uint8Array(size));
const upTo = (count: number) => Array.from({ length: count + 1 }, (_, index) => index);
/** Extension headers of changing kinds and sizes; none is a fragment header. */
const chain = (length: number) =>
  Array.from(
    { length },
    (_, i) => [hopByHop(), destination({ size: 16 }), routing(), ah({ size: 12 })][i % 4]!,
  );

type Stack = readonly [label: string, ...layers: Layer[]];

const tags: readonly Stack[] = [0, 1, 2, 3, 4].flatMap((count): Stack[] => {
  const stack = Array.from({ length: count }, (_, i) =>
    vlan({ id: i + 1, tpid: i % 2 === 0 ? 0x8100 : 0x88a8 }),
  );
  return [
    [`${count} tags, IPv4`, ethernet(), ...stack, ipv4(), tcp()],
    [`${count} tags, IPv6`, ethernet(), ...stack, ipv6(), udp()],
    [`${count} tags, ARP`, ethernet(), ...stack, arp()],
    [`${count} tags, then 0x9100`, ethernet(), ...stack, vlan({ tpid: 0x9100 }), ipv4(), tcp()],
  ];
});

const transports: readonly Stack[] = Object.entries(IPS).flatMap(([family, ip]) =>
  Object.entries(TRANSPORTS).map(([name, layer]): Stack => [`${name} over ${family}`, ethernet(), ip, layer]),
);

const options: readonly Stack[] = [
  ...upTo(10).map((words): Stack => [
    `IHL ${5 + words}`,
    ethernet(),
    ipv4({ options: Array<number>(4 * words).fill(1) }),
    tcp(),
  ]),
  ...upTo(15).map((headerLength): Stack => [
    `lying IHL ${headerLength}`,
    ethernet(),
    ipv4({ headerLength }),
    udp(),
  ]),
  ...upTo(15).flatMap((version): Stack[] => [
    [`version ${version} in IPv4`, ethernet(), ipv4({ version }), tcp()],
    [`version ${version} in IPv6`, ethernet(), ipv6({ version }), tcp()],
  ]),
];

const fragments: readonly Stack[] = [
  ...[
    { dontFragment: true },
    { moreFragments: true },
    { fragmentOffset: 1 },
    { fragmentOffset: 0x1000 },
  ].flatMap((flags, index): Stack[] => [
    [`IPv4 fragment ${index}, TCP`, ethernet(), ipv4(flags), tcp()],
    [`IPv4 fragment ${index}, options, UDP`, ethernet(), ipv4({ ...flags, options: [1, 1, 1, 1] }), udp()],
    [`IPv4 fragment ${index}, ICMP`, ethernet(), vlan(), ipv4(flags), icmp()],
  ]),
  ...[{}, { more: true }, { offset: 1 }, { offset: 0x1fff, more: true }].flatMap((flags, index): Stack[] => [
    [`IPv6 fragment ${index}, TCP`, ethernet(), ipv6(), ipv6Fragment(flags), tcp()],
    [`IPv6 fragment ${index}, ICMPv6`, ethernet(), ipv6(), ipv6Fragment(flags), icmpv6()],
    [`IPv6 fragment ${index} behind options`, ethernet(), ipv6(), hopByHop(), ipv6Fragment(flags), udp()],
    [`IPv6 fragment ${index}, then options`, ethernet(), ipv6(), ipv6Fragment(flags), destination(), tcp()],
    [
      `a first fragment, then ${index}`,
      ethernet(),
      ipv6(),
      ipv6Fragment({ more: true }),
      ipv6Fragment(flags),
      tcp(),
    ],
    [`IPv6 fragment ${index}, then atomic`, ethernet(), ipv6(), ipv6Fragment(flags), ipv6Fragment(), udp()],
    [`eighth header: fragment ${index}`, ethernet(), ipv6(), ...chain(7), ipv6Fragment(flags), tcp()],
    [`ninth header: fragment ${index}`, ethernet(), ipv6(), ...chain(8), ipv6Fragment(flags), tcp()],
  ]),
];

const extensions: readonly Stack[] = [
  ...upTo(10).map((length): Stack => [
    `${length} extension headers`,
    ethernet(),
    ipv6(),
    ...chain(length),
    tcp(),
  ]),
  ...upTo(9).map((length): Stack => [
    `${length} tagged hop-by-hop headers`,
    ethernet(),
    vlan(),
    vlan(),
    ipv6(),
    ...Array.from({ length }, () => hopByHop()),
    udp(),
  ]),
  ...[hopByHop, routing, destination].map((make): Stack => [
    "32 bytes",
    ethernet(),
    ipv6(),
    make({ size: 32 }),
    tcp(),
  ]),
  ...[0, 1, 2, 4, 254, 255].flatMap((length): Stack[] => [
    [`length byte ${length}`, ethernet(), ipv6(), hopByHop({ length }), tcp(), zeros(20)],
    [`AH of length byte ${length}`, ethernet(), ipv6(), ah({ size: 12, length }), udp(), zeros(20)],
    [`length byte ${length} in 2100 bytes`, ethernet(), ipv6(), destination({ length }), zeros(2060)],
  ]),
];

const others: readonly Stack[] = [
  ["ARP of IEEE 802", ethernet(), arp({ hardwareType: 6 })],
  ["ARP of another protocol", ethernet(), arp({ protocolType: 0x86dd, protocolLength: 16 })],
  ["ARP with EUI-64", ethernet(), arp({ hardwareLength: 8 })],
  ["ARP of protocol length 5", ethernet(), arp({ protocolLength: 5 })],
  ["IPv6 in IPv4's ether type", ethernet({ type: 0x0800 }), ipv6(), tcp()],
  ["IPv4 in IPv6's ether type", ethernet({ type: 0x86dd }), ipv4(), tcp(), zeros(20)],
  ["IPIP", ethernet(), ipv4(), ipv4({ src: "10.0.0.1" }), tcp()],
  ["6in4", ethernet(), ipv4(), ipv6(), udp()],
  ["4in6", ethernet(), ipv6(), ipv4(), udp()],
  ["IPv6 in IPv6", ethernet(), ipv6(), ipv6({ src: "::1" }), tcp()],
  ["GRE", ethernet(), ipv4(), gre(), ipv4({ src: "10.0.0.1" }), tcp()],
  ["GRE over IPv6", ethernet(), vlan(), ipv6(), gre(), ipv6(), udp()],
  ["ESP over IPv4", ethernet(), ipv4(), esp(), zeros(16)],
  ["ESP over IPv6", ethernet(), ipv6(), esp(), zeros(16)],
  ["AH over IPv4", ethernet(), ipv4(), ah(), tcp()],
  ["no next header", ethernet(), ipv6({ nextHeader: 59 }), zeros(8)],
  ["lying total length", ethernet(), ipv4({ length: 20 }), tcp()],
  ["total length 0", ethernet(), ipv4({ length: 0 }), udp()],
  ["total length beyond the frame", ethernet(), ipv4({ length: 65535 }), udp()],
  ["lying payload length", ethernet(), ipv6({ length: 0 }), tcp()],
  ["payload length beyond the frame", ethernet(), ipv6({ length: 65535 }), hopByHop(), tcp()],
  ["lying UDP length", ethernet(), ipv4(), udp({ length: 0 })],
  ["TCP with data offset 0", ethernet(), ipv4(), tcp({ dataOffset: 0 })],
  ["LLC", ethernet({ type: 38 }), raw([0x42, 0x42, 0x03])],
  ["SNAP", ethernet({ type: 54 }), raw([0xaa, 0xaa, 0x03, 0, 0, 0, 0x08, 0x00]), ipv4(), tcp()],
  ["MPLS", ethernet({ type: 0x8847 }), raw([0, 0x10, 0x01, 0x40]), ipv4(), tcp()],
  ["PPPoE", ethernet({ type: 0x8864 }), raw([0x11, 0, 0, 1, 0, 42, 0, 0x21]), ipv4(), tcp()],
  ["as long as the kernel runs", ethernet(), ipv4(), tcp(), zeros(3520 - 54)],
  [
    "extension headers as long as the kernel runs",
    ethernet(),
    ipv6(),
    destination({ size: 2048 }),
    hopByHop({ size: 1384 }),
    tcp(),
    zeros(14),
  ],
];

const STACKS: readonly Stack[] = [...tags, ...transports, ...options, ...fragments, ...extensions, ...others];

const SHORTEST = 14;
/** Frames longer than this are cut at every byte up to here only. */
const LONGEST_CUT = 200;

/** Frames that attackers and broken senders make, whole and cut at every byte from 14 on; no two are the same. */
export function hostileFrames(): Sample[] {
  const samples = new Map<string, Sample>();
  for (const [label, ...layers] of STACKS) {
    const whole = frame(...layers);
    const cuts = Array.from(
      { length: Math.min(whole.length, LONGEST_CUT) - SHORTEST },
      (_, i) => SHORTEST + i,
    );
    for (const size of [whole.length, ...cuts]) {
      const bytes = whole.subarray(0, size);
      const key = Buffer.from(bytes).toString("latin1");
      if (!samples.has(key)) samples.set(key, { label: `${label}, ${size} bytes`, frame: bytes });
    }
  }
  return [...samples.values()];
}
