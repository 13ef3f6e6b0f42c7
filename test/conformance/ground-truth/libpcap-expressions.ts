import { drop, not, range, type Rules } from "../../../src/index.js";

/** What a filter expression looks at that the language has no fields for. */
const CANNOT = {
  pppoeSession: "the session is in the PPPoE header, which is not parsed",
  decnet: "the addresses are in the DECnet header, which is not parsed",
  vrrp: "the bytes are in the VRRP header, which is not parsed",
  carp: "the bytes are in the CARP header, which is not parsed",
  rarp: "the fields are RARP's, and only ARP has fields",
  iso: "the protocol is in the bytes behind the LLC header, which are not parsed",
  llc: "the kind of frame is in the LLC header, which is not parsed",
  vni: "the network identifier is in the tunnel's header, which is payload of UDP",
  inner: "what is inside the tunnel is payload: the outermost IP header counts and no other",
} as const;

/** The host that the expressions with `gateway` name, as libpcap's tests resolve it. */
const GATEWAY = { mac: "aa:00:04:00:14:0e", ipv4: "10.20.30.40" } as const;

const throughGateway = [
  drop().etherSrc(GATEWAY.mac).ipv4Src(not(GATEWAY.ipv4)).ipv4Dst(not(GATEWAY.ipv4)),
  drop().etherDst(GATEWAY.mac).ipv4Src(not(GATEWAY.ipv4)).ipv4Dst(not(GATEWAY.ipv4)),
];

/** Filter expressions of libpcap's tests as rules that drop what they match, or why no rules say it. */
export const EXPRESSIONS: Readonly<Record<string, Rules | string>> = {
  pppoed: drop().etherType(0x8863),
  pppoes: drop().etherType(0x8864),
  "pppoes 0x3b": CANNOT.pppoeSession,
  decnet: drop().etherType(0x6003),
  "decnet src 1.1": CANNOT.decnet,
  "decnet dst 1.1": CANNOT.decnet,
  "decnet src not 1.1": CANNOT.decnet,
  "decnet dst not 1.1": CANNOT.decnet,
  "decnet src 63.1023": CANNOT.decnet,
  "decnet dst 63.1023": CANNOT.decnet,
  "decnet src not 63.1023": CANNOT.decnet,
  "decnet dst not 63.1023": CANNOT.decnet,
  "vrrp[0] & 0x0f == 0x01": CANNOT.vrrp,
  "(vrrp[0] & 0xf0) >> 4 == 3": CANNOT.vrrp,
  "vrrp[2] == 191": CANNOT.vrrp,
  "carp[6:2] > 0xb000": CANNOT.carp,
  // Without a netmask all of the address is the host's part: all zeros or all ones.
  "ip broadcast": drop().ipv4Dst("0.0.0.0", "255.255.255.255"),
  arp: drop().arp(),
  "arp host 192.1.2.254": [drop().arpSenderIp("192.1.2.254"), drop().arpTargetIp("192.1.2.254")],
  "arp src 192.1.2.254": drop().arpSenderIp("192.1.2.254"),
  "arp src 192.1.2.23": drop().arpSenderIp("192.1.2.23"),
  "arp dst 192.1.2.254": drop().arpTargetIp("192.1.2.254"),
  "arp dst 192.1.2.23": drop().arpTargetIp("192.1.2.23"),
  rarp: drop().etherType(0x8035),
  "rarp host 0.0.0.0": CANNOT.rarp,
  "rarp host 10.1.1.100": CANNOT.rarp,
  "rarp host 10.1.1.10": CANNOT.rarp,
  "rarp src 10.1.1.10": CANNOT.rarp,
  "rarp dst 10.1.1.100": CANNOT.rarp,
  ip: drop().ipv4(),
  "ip host 192.1.2.23": [drop().ipv4Src("192.1.2.23"), drop().ipv4Dst("192.1.2.23")],
  "ip src 192.1.2.254": drop().ipv4Src("192.1.2.254"),
  "ip src 0.0.0.0": drop().ipv4Src("0.0.0.0"),
  "ip dst 192.1.2.254": drop().ipv4Dst("192.1.2.254"),
  "ip dst 192.168.1.4": drop().ipv4Dst("192.168.1.4"),
  ip6: drop().ipv6(),
  "ip6 src fe80::d6ca:6dff:fe66:cf60": drop().ipv6Src("fe80::d6ca:6dff:fe66:cf60"),
  "ip6 src 10::1": drop().ipv6Src("10::1"),
  "ip6 dst ff02::12": drop().ipv6Dst("ff02::12"),
  "ip6 dst 10::1": drop().ipv6Dst("10::1"),
  "iso proto \\isis": CANNOT.iso,
  "iso proto \\esis": CANNOT.iso,
  csnp: CANNOT.iso,
  // libpcap also looks at the flags and the version in the tunnels' headers; the port is all that rules see.
  vxlan: drop().udpDport(4789),
  "vxlan 100": CANNOT.vni,
  "vxlan 101": CANNOT.vni,
  "vxlan and icmp[icmptype] == icmp-echo": CANNOT.inner,
  geneve: drop().udpDport(6081),
  "geneve 10": CANNOT.vni,
  "geneve 11": CANNOT.vni,
  "geneve and tcp src port 22": CANNOT.inner,
  "ip protochain 1": drop().ipv4Protocol(1),
  "ip protochain 4": drop().ipv4Protocol(4),
  "ip protochain 17": drop().ipv4Protocol(17),
  "ip protochain 51": drop().ipv4Protocol(51),
  "ip protochain 108": drop().ipv4Protocol(108),
  "ip6 protochain 6": drop().ipv6().l4Protocol(6),
  "ip6 protochain 17": drop().ipv6().l4Protocol(17),
  "ip6 protochain 41": drop().ipv6().l4Protocol(41),
  "ip6 protochain 51": drop().ipv6Extension("ah"),
  "ip6 protochain 108": drop().ipv6().l4Protocol(108),
  // A length in the place of the ether type.
  llc: drop().etherType(range(0, 1500)),
  "llc i": CANNOT.llc,
  "llc s": CANNOT.llc,
  "llc rr": CANNOT.llc,
  "llc rnr": CANNOT.llc,
  "llc u": CANNOT.llc,
  "llc ui": CANNOT.llc,
  "llc sabme": CANNOT.llc,
  "llc ua": CANNOT.llc,
  "gateway eth-ipv4-ipv6.host123.libpcap.test": throughGateway,
  "gateway eth-ipv4-noipv6.host123.libpcap.test": throughGateway,
  "ip gateway eth-ipv4-ipv6.host123.libpcap.test": throughGateway,
  "arp gateway eth-ipv4-ipv6.host123.libpcap.test": [
    drop().etherSrc(GATEWAY.mac).arpSenderIp(not(GATEWAY.ipv4)).arpTargetIp(not(GATEWAY.ipv4)),
    drop().etherDst(GATEWAY.mac).arpSenderIp(not(GATEWAY.ipv4)).arpTargetIp(not(GATEWAY.ipv4)),
  ],
  "rarp gateway eth-ipv4-ipv6.host123.libpcap.test": CANNOT.rarp,
  "ip6[6] == 58": drop().ipv6NextHeader(58),
  "icmp6[icmp6type] == icmp6-echoreply": drop().icmpv6Type("echo-reply"),
};

/** Frames on which an expression and its rules do not agree. */
export interface Disagreement {
  readonly why: string;
  readonly libpcapAlone: readonly number[];
  readonly xdpgenAlone: readonly number[];
}

const AH_IN_IPV4 = "there is no walk in IPv4: AH is a protocol as it stands, and libpcap looks behind it";

/** By the name of libpcap's test. On every other the rules match just what the expression does. */
export const DISAGREEMENTS: Readonly<Record<string, Disagreement>> = {
  ip_protochain_4_tunnel: { why: AH_IN_IPV4, libpcapAlone: [0, 1, 5, 7, 8, 9], xdpgenAlone: [] },
  ip_protochain_108_tunnel: { why: AH_IN_IPV4, libpcapAlone: [2, 3, 4, 6], xdpgenAlone: [] },
  ip_protochain_1_transport: { why: AH_IN_IPV4, libpcapAlone: [0], xdpgenAlone: [] },
  ip6_protochain_17_deepstack: {
    why: "there are more than eight extension headers, so the walk ends before UDP is reached",
    libpcapAlone: [0],
    xdpgenAlone: [],
  },
  llc: {
    why: "the first two bytes behind the length are ones: IPX without LLC, which only libpcap looks for",
    libpcapAlone: [],
    xdpgenAlone: [2, 4, 6, 7],
  },
};
