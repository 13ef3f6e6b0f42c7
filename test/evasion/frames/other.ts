import { ah, arp, esp, ethernet, gre, ipv4, ipv6, raw, tcp, udp, vlan } from "../../../src/testing/frames.js";
import { filler, OTHER, type FrameGroup } from "../hostile-frame.js";

export const etherTypes: FrameGroup = {
  title: "Ether types that lie",
  frames: [
    {
      name: "IPv6 in IPv4's ether type",
      gain: "a filter that goes by the version, or one that reads the wrong bytes as addresses",
      layers: (port) => [ethernet({ type: 0x0800 }), ipv6(), tcp({ dport: port })],
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
    {
      name: "IPv4 in IPv6's ether type",
      gain: "the same",
      layers: (port) => [ethernet({ type: 0x86dd }), ipv4(), tcp({ dport: port }), raw(filler(20))],
      meant: ["either", "either", "drop"],
      contract: ["pass", "pass", "drop"],
      malformed: true,
    },
  ],
};

/** IPv4 in IPv4 and so on: the packet inside is from an address that no rule names, unless the row says otherwise. */
const inner = (port: number) => [ipv4({ src: OTHER.ipv4 }), tcp({ dport: port })];

const VXLAN_HEADER = [0x08, 0, 0, 0, 0, 0, 42, 0];

export const tunnels: FrameGroup = {
  title: "Tunnels",
  frames: [
    {
      name: "GRE",
      gain: "a filter that knows TCP and UDP alone",
      layers: (port) => [ethernet(), ipv4(), gre(), ...inner(port)],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "IPv4 in IPv4",
      gain: "the same",
      layers: (port) => [ethernet(), ipv4(), ...inner(port)],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "IPv4 in IPv4, the address only inside",
      gain: "the tunnel's own address is not the one that is blocked",
      layers: (port) => [ethernet(), ipv4({ src: OTHER.ipv4 }), ipv4(), tcp({ dport: port })],
      meant: ["pass", "pass", "drop"],
    },
    {
      name: "IPv6 in IPv4",
      gain: "a filter that knows TCP and UDP alone",
      layers: (port) => [ethernet(), ipv4(), ipv6({ src: OTHER.ipv6 }), tcp({ dport: port })],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "IPv4 in IPv6",
      gain: "the same",
      layers: (port) => [ethernet(), ipv6(), ...inner(port)],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "VXLAN",
      gain: "UDP to 4789 is all that the outermost header shows",
      layers: (port) => [
        ethernet(),
        ipv4(),
        udp({ dport: 4789 }),
        raw(VXLAN_HEADER),
        ethernet(),
        ...inner(port),
      ],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "ESP",
      gain: "nobody reads ports in it",
      layers: () => [ethernet(), ipv4(), esp(), raw(filler(24))],
      meant: ["drop", "pass", "drop"],
    },
    {
      name: "AH over IPv4, TCP behind it",
      gain: "a protocol of its own in IPv4: filters that go by the protocol byte see no TCP",
      layers: (port) => [ethernet(), ipv4(), ah(), tcp({ dport: port })],
      meant: ["drop", "either", "either"],
      contract: ["drop", "pass", "drop"],
    },
  ],
};

/** Logical link control with the SNAP extension, and IPv4's ether type in it. */
const SNAP_IPV4 = [0xaa, 0xaa, 0x03, 0, 0, 0, 0x08, 0x00];
const SPANNING_TREE = [0x42, 0x42, 0x03, ...filler(35)];

export const besideIp: FrameGroup = {
  title: "Beside IP",
  frames: [
    {
      name: "ARP from the address",
      gain: "nothing: a rule about IP packets is none about ARP",
      layers: () => [ethernet(), arp()],
      meant: ["pass", "pass", "drop"],
    },
    {
      name: "ARP from the address in an 802.1Q tag",
      gain: "the same",
      layers: () => [ethernet(), vlan(10), arp()],
      meant: ["pass", "pass", "drop"],
    },
    {
      name: "802.3 length and LLC (spanning tree)",
      gain: "nothing: the bytes where the ether type would be are a length",
      layers: () => [ethernet({ type: SPANNING_TREE.length }), raw(SPANNING_TREE)],
      meant: ["pass", "pass", "drop"],
    },
    {
      name: "IPv4 in 802.3 with SNAP",
      gain: "IP without its ether type (RFC 1042), for receivers that still take it",
      layers: (port) => [
        ethernet({ type: SNAP_IPV4.length + 40 }),
        raw(SNAP_IPV4),
        ipv4(),
        tcp({ dport: port }),
      ],
      meant: ["drop", "drop", "either"],
      contract: ["pass", "pass", "drop"],
    },
    {
      name: "an ether type that nobody knows",
      gain: "nothing: no rule is about it, and default deny is about everything",
      layers: (port) => [ethernet({ type: 0x88b5 }), ipv4(), tcp({ dport: port })],
      meant: ["pass", "pass", "drop"],
    },
  ],
};
