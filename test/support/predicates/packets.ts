/* eslint-disable eqeqeq -- predicates may be written like this */
import { not, range, set, type Packet, type Predicate } from "xdpgen";

const NETS = ["10.0.0.0/8", "192.168.0.0/16"] as const;
const admins = set("admins", ["10.0.0.1", "192.0.2.0/24", "2001:db8::/48"]);
const web = set("web", [80, 443, range(8000, 8999)]);
const hasPort = (p: Packet) => p.tcp !== undefined || p.udp !== undefined;
const peerOf = (p: Packet) => {
  if (p.tcp) return p.ipv4.src;
  if (p.ipv4.ttl < 64) return p.ipv4.dst;
  return p.ipv4.src;
};

/** What a packet has: addresses, names, flags, presence, payload. */
export const packets: Readonly<Record<string, Predicate>> = {
  "ipv4 address": (p) => p.ipv4.src === "10.0.0.1",
  "ipv4 address not equal": (p) => p.ipv4.src !== "10.0.0.1",
  "ipv4 addresses of one packet": (p) => p.ipv4.src === p.ipv4.dst,
  "ipv6 address": (p) => p.ipv6.src === "2001:db8::1",
  "ipv6 address not equal": (p) => p.ipv6.src !== "2001:db8::1",
  "ipv6 addresses of one packet": (p) => p.ipv6.src === p.ipv6.dst,
  "mac address": (p) => p.ethernet.src === "02:00:00:00:00:01",
  "mac addresses of one packet": (p) => p.ethernet.src !== p.ethernet.dst,
  broadcast: (p) => p.ethernet.dst === "ff:ff:ff:ff:ff:ff",
  "in a network": (p) => p.ipv4.src.in("10.0.0.0/8"),
  "in networks": (p) => p.ipv4.src.in(...NETS) && !p.ipv4.dst.in("10.1.0.0/16"),
  "not in a network": (p) => !p.ipv4.src.in("10.0.0.0/8"),
  "in an array of networks": (p) => p.ipv4.src.in(["10.1.0.0/16", "192.0.2.7"]),
  "in a range of addresses": (p) => p.ipv4.src.in(range("10.0.0.2", "10.255.0.0")),
  "in not": (p) => p.ipv4.src.in(not("10.0.0.0/8")),
  "in an ipv6 network": (p) => p.ipv6.src.in("2001:db8::/47"),
  "in a set": (p) => p.ipv4.src.in(admins),
  "in a set of ipv6": (p) => p.ipv6.src.in(admins),
  "in a set and more": (p) => p.ipv4.src.in(admins, "172.20.0.0/16"),
  "in macs": (p) => p.ethernet.src.in("02-00-00-00-00-01", "02:00:00:00:00:02"),
  "port in": (p) => p.tcp.dport.in(22, 23),
  "port in a range": (p) => p.tcp.dport.in(range(6000, 6062), 22),
  "port in a set": (p) => p.tcp.dport.in(web),
  "ttl in": (p) => p.ipv4.ttl.in(1, 2, range(60, 64)),
  arp: (p) => p.arp.op === 1 && p.arp.senderIp.in("10.0.0.0/8"),
  "arp target": (p) => p.arp.targetIp === "192.168.0.1",
  vlan: (p) => p.vlan.id === 10,
  "vlan of two": (p) => p.vlan.innerId === 20,
  "vlan priority": (p) => p.vlan.priority >= 5,
  length: (p) => p.length > 70,
  "length says otherwise": (p) => p.ipv4.length !== p.length - 14,
  "ether type": (p) => p.ethernet.type === 0x86dd,
  malformed: (p) => p.malformed,
  "not malformed": (p) => !p.malformed && p.length > 60,
  interface: (p) => p.ingressIfindex === 1 && p.rxQueue === 0 && p.length > 60,
  "transport protocol": (p) => p.ip.l4Protocol === 17,
  protocol: (p) => p.ipv4.protocol !== 6,
  "any port": (p) => p.th.dport === 53,
  fragment: (p) => p.ip.fragment === "later",
  "no fragment": (p) => p.ip.fragment !== "none",
  "fragment of names": (p) => ["first", "later"].includes(p.ip.fragment),
  icmp: (p) => p.icmp.type === 3 && p.icmp.code === 4,
  icmpv6: (p) => p.icmpv6.type === 134,
  sctp: (p) => p.sctp.dport > 1000,
  "dscp and ecn": (p) => p.ipv4.dscp === 46 || p.ipv4.ecn === 3,
  "flow label": (p) => p.ipv6.flowLabel === 0xfffff,
  "hop limit": (p) => p.ipv6.hopLimit < 5,
  extension: (p) => p.ipv6.extension["hop-by-hop"],
  "extension by a name that is known": (p) =>
    (["routing", "ah"] as const).some((name) => p.ipv6.extension[name]),
  "fin, psh, urg": ({ tcp }) => tcp.flags.fin && tcp.flags.psh && tcp.flags.urg,
  "syn alone": ({ tcp: { flags } }) => flags.syn && !flags.ack && !flags.fin && !flags.rst,
  "cwr and ece": (p) => p.tcp.flags.cwr || p.tcp.flags.ece,
  "flags in a variable": (p) => {
    const { syn, ack } = p.tcp.flags;
    return syn && ack;
  },
  "there is tcp": (p) => !!p.tcp,
  "there is no tcp": (p) => !p.tcp,
  "there is ip": (p) => !!p.ip && p.length > 60,
  "there is no ip": (p) => !p.ip,
  "there are ports": (p) => !!p.th,
  "tcp and its port": (p) => p.tcp && p.tcp.dport === 22,
  "tcp is not undefined": (p) => p.tcp !== undefined && p.tcp.flags.syn,
  "tcp is undefined": (p) => p.tcp === undefined,
  "tcp is not null": (p) => p.tcp != null && p.tcp.dport === 80,
  "undefined is not tcp": (p) => undefined !== p.tcp && p.tcp.dport === 80,
  "udp or else": (p) => (p.udp ? p.udp.dport === 53 : p.ipv4.ttl < 9),
  guard: (p) => {
    if (!p.tcp) return true;
    return p.tcp.flags.ack;
  },
  "guard of two": (p) => hasPort(p) && p.th.dport === 80,
  "never null": (p) => (p.tcp as unknown) === null || p.ipv4.ttl === 64,
  "not null, which is always so": (p) => (p.tcp as unknown) !== null && p.ipv4.ttl === 64,
  "null is undefined to double equals": (p) => (p.tcp as unknown) == null,
  "null is undefined to double not equals": (p) => null != (p.udp as unknown),
  optional: (p) => p.tcp?.dport === 22,
  "optional, not": (p) => !(p.tcp?.dport === 22),
  "optional, not equal": (p) => p.tcp?.dport !== 22,
  "optional, deep": (p) => p.tcp?.flags.syn === true,
  "optional, twice": (p) => p.tcp?.flags?.syn === true || p.udp?.dport === 53,
  "optional with a method": (p) => p.ipv4?.src.in("10.0.0.0/8") === true,
  "optional or a value": (p) => (p.tcp?.dport ?? 7) === 7,
  "one or the other header": (p) => (p.tcp ?? p.udp).dport === 80,
  "one or the other header, by or": (p) => (p.tcp || p.udp).dport === 443,
  "ports of either": (p) => (p.tcp ? p.tcp : p.udp).sport > 1024,
  "header in a variable": (p) => {
    const header = p.tcp && p.tcp.dport;
    return header === 22;
  },
  "a port that is read and not asked": (p) => {
    const port = p.tcp.dport;
    if (p.ipv4.ttl < 64) return true;
    return port === 80;
  },
  "a pattern that reads": ({ tcp: { dport }, ipv4: { ttl } }) => ttl > 63 || dport === 22,
  "a port that is read for nothing": (p) => {
    void p.udp.dport;
    return p.ipv4.ttl > 5;
  },
  "a byte": (p) => p.payload.u8(0) === 0x47,
  "a byte in the middle": (p) => p.payload.u8(2) > 1,
  "two bytes": (p) => p.payload.u16(0) === 0x1234,
  "four bytes": (p) => p.payload.u32(0) === 0x47455420,
  "four bytes, high": (p) => p.payload.u32(1) > 0x7fffffff,
  "a byte where another says": (p) => p.payload.u8(p.payload.u8(0) & 3) === 0x20,
  "a byte that is read and not asked": (p) => {
    const byte = p.payload.u8(3);
    return p.length > 60 || byte === 1;
  },
  "an address that is chosen": (p) => (p.tcp ? p.ipv4.src : p.ipv4.dst) === "10.0.0.1",
  "an address that is chosen, not": (p) => (p.tcp ? p.ipv4.src : p.ipv4.dst) !== "10.0.0.1",
  "an address that is chosen, among others": (p) =>
    p.ipv4.ttl > 5 && (p.tcp.flags.syn ? p.ipv4.src : p.ipv4.dst).in("10.0.0.0/8", "192.0.2.7"),
  "an address that is chosen, in a list": (p) =>
    ["10.0.0.1", "10.0.0.2"].includes(p.ipv4.ttl < 64 ? p.ipv4.src : p.ipv4.dst),
  "an address that is chosen for each of some": (p) =>
    ["10.0.0.1", "192.0.2.7"].some((one) => (p.udp ? p.ipv4.src : p.ipv4.dst) === one),
  "an address of one header or another": (p) =>
    (p.arp ? p.arp.senderIp : p.ipv4.src) === "192.168.0.1" || p.length > 80,
  "an address or a constant": (p) => (p.tcp ? p.ipv4.src : "10.0.0.1") === "10.0.0.1",
  "addresses that are both chosen": (p) =>
    (p.tcp ? p.ipv4.src : p.ipv4.dst) === (p.ipv4.ttl < 64 ? p.ipv4.dst : p.ipv4.src),
  "an address of IPv6 that is chosen": (p) =>
    !(p.ipv6.hopLimit < 60 ? p.ipv6.src : p.ipv6.dst).in("2001:db8::/32"),
  "an address of a card that is chosen": (p) =>
    (p.ipv4 ? p.ethernet.src : p.ethernet.dst) === "02:00:00:00:00:01",
  "an address in a variable": (p) => {
    let address = p.ipv4.src;
    if (p.udp) address = p.ipv4.dst;
    return address.in("10.0.0.0/8");
  },
  "an address that a helper chooses": (p) => peerOf(p) === "10.0.0.2" || p.ipv4.ttl === 1,
  "an address that a helper chooses, twice": (p) => peerOf(p) === peerOf(p) && peerOf(p).in("10.0.0.0/15"),
  "a name that is chosen": (p) => (p.ipv4.ttl < 64 ? p.ip.fragment : "none") === "none",
  "a name in a variable": (p) => {
    let fragment = p.ip.fragment;
    if (p.ipv4.ttl < 64) fragment = "first";
    return fragment !== "none" && ["first", "later"].includes(fragment);
  },
  "flags in a variable that is chosen": (p) => {
    const flags = p.tcp ? p.tcp.flags : undefined;
    return flags !== undefined && flags.syn;
  },
  "nothing behind its headers": (p) => p.tcp && p.payload.length === 0,
  "a long payload": (p) => p.payload.length > 8 || p.ipv4.ttl < 5,
  "a length of its own": (p) => p.udp.length === p.payload.length + 8,
  "the last byte": (p) => p.payload.u8(p.payload.length - 1) === 0x31,
  "a length that is read and not asked": (p) => {
    const { length } = p.payload;
    return p.length > 60 || length === 4;
  },
  "as long as what is padded": (p) => p.ipv4.length - p.ipv4.headerLength * 4 < p.payload.length,
  "begins with": (p) => p.payload.startsWith("GET "),
  "does not begin with": (p) => !p.payload.startsWith("GET ") && p.tcp.dport === 80,
  "goes on with": (p) => p.payload.startsWith("2.0", 4),
  "begins with one of": (p) => ["GET ", "POST "].some((verb) => p.payload.startsWith(verb)),
};
