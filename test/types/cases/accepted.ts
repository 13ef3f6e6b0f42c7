/** Everything here is right: the compiler has nothing to say. */
import {
  aborted,
  drop,
  lines,
  liveSet,
  not,
  pass,
  range,
  ruleset,
  sample,
  set,
  tx,
  type Duration,
  type LiveSet,
} from "xdpgen";

const addresses: string[] = ["192.0.2.1"];
const ports: readonly number[] = [22, 80];
const pair = ["10.0.0.0/8", "192.0.2.1"] as const;
const octet: number = 7;

const ssh = drop("ssh").tcpDport(22);
const blocklist = set("blocklist", lines("lists/bad.txt", { family: "ipv4" }));
const admins = set("admins", ["192.0.2.1", "10.0.0.0/8", "2001:db8::/32", lines("lists/admins.txt")]);
const loaded = addresses.map((address) => `${address}/32`);

const minutes: number = 5;
const bans = liveSet("bans", {
  type: "ipv4",
  capacity: 1_000_000,
  timeout: "10m",
  elements: ["192.0.2.1", "10.0.0.0/8", lines("lists/bad.txt")],
});
const bans6 = liveSet("bans6", { type: "ipv6", capacity: 10, elements: ["2001:db8::/32"] });
const cards = liveSet("live-cards", { type: "mac", capacity: 10, elements: lines("cards.txt") });
const services = liveSet("services", { type: "port", capacity: 10, elements: [22, 443] });
const closed = liveSet("closed", { type: "udp-port", capacity: 10, timeout: `${minutes}m` });
const attempts = liveSet("attempts", {
  type: ["ipv4", "tcp-port"],
  capacity: 10,
  elements: [["192.0.2.1", 80], "192.0.2.1 81", lines("attempts.txt")],
});
const computed = liveSet("computed", { type: "ipv4", capacity: octet, elements: addresses });
const anySet: LiveSet = bans;
const soon: Duration = 30;

export default ruleset({ policy: "drop", malformed: "drop" }, [
  // literals, prefixes, lists, ranges, negations
  drop().ipv4Src("172.20.0.11"),
  drop().ipv4Src("10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32"),
  drop().ipv4Src(addresses),
  drop().ipv4Src(...addresses, "192.0.2.9"),
  drop().ipv4Src(pair, [range("10.0.0.5", "10.0.0.9")]),
  drop().ipv4Dst(not("10.0.0.0/8", range("192.0.2.1", "192.0.2.9"))),
  drop().ipv4Src(`10.0.0.${octet}`),
  drop().ipv6Src("::", "::1", "2001:db8::/32", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "fe80::1:2"),
  drop().etherSrc("02:42:ac:14:00:0b", "02-42-AC-14-00-0B"),
  drop().tcpDport(0, 65535, range(1024, 65535), ...ports),
  drop().tcpDport(ports).tcpSport(octet),
  drop().tcpSeq(4294967295),
  drop().vlanId(4095).vlanInnerId(0).vlanPriority(7),
  // names
  drop().icmpType("echo-request", 13),
  drop().icmpv6Type("router-advertisement"),
  drop().ipv4Dscp("ef").ipv4Ecn("ce"),
  drop().ipv4Protocol("gre", 50),
  drop().etherType("lldp", 0x88cc),
  drop().arpOp("request").arpSenderIp("192.0.2.1"),
  drop().ipv6Extension("routing", "hop-by-hop"),
  drop().fragment("later"),
  // flags
  drop().tcpFlags("rst", { syn: true, ack: false }),
  drop().tcpFlags({ any: ["syn", "fin"] }, { all: ["syn", "fin"] }, { exact: [] }),
  drop().tcpFlags(not({ syn: true })),
  // booleans and protocol tests
  drop().malformed(),
  drop().malformed(false).tcp(),
  drop().vlan().ipv4().udp(),
  drop().sctp().sctpDport(3868),
  drop().icmp().ipv4Src("192.0.2.1"),
  drop().icmpv6().ipv6Src("::1"),
  // protocols that go together
  drop().ipv4Src("192.0.2.1").tcpDport(22).dport(22),
  drop().ipv6Src("::1").udpDport(53).sport(53),
  drop().l4Protocol("gre").packetLength(range(0, 1500)).ingressIfindex(2).rxQueue(0),
  // sets
  drop().ipv4Src(blocklist).tcpDport(22),
  drop().ipv6Src(not(blocklist)),
  drop().ipv4Dst(admins, "10.0.0.1", [blocklist]),
  drop().ipv6Dst(admins),
  drop().tcpDport(set("ports", [22, range(8000, 8999), [1, 2], lines("./ports.txt")])),
  drop().icmpType(set("pings", ["echo-request", "echo-reply"])).ipv4Src(set("loaded", loaded)),
  drop().tcpFlags(set("opening", ["syn", { fin: true }])),
  drop().etherSrc(set("cards", ["02:42:ac:14:00:0b"])),
  // live sets, limits, samples
  drop().ipv4Src(bans).ipv4Dst(not(bans)).ipv4Src(computed),
  drop().ipv6Src(bans6).etherSrc(cards).etherDst(not(cards)),
  drop().dport(services).udpDport(closed),
  drop().ipv4Src(anySet).tcpDport(anySet),
  drop().pair(["ipv4Src", "tcpDport"], attempts).tcpFlags("syn"),
  drop().pair(["ipv4Dst", "tcpSport"], attempts).ipv4(),
  drop().sample(1 / 100).flowSample(octet).udp(),
  drop().udpDport(53).over({ rate: "1000/s" }),
  drop().udpDport(53).over({ rate: "10MB/s", burst: "64kB", per: "ipv4Src/24", keys: 1000 }),
  drop().over({ rate: `${octet}/m`, burst: octet, per: ["ipv4Src", "tcpDport"] }).tcp(),
  drop().tcpDport(23).thenBan(bans).ipv4Ttl(1),
  drop().tcpDport(23).thenBan(bans, { for: "10m", key: "ipv4Src/24" }).monitor().thenBan(bans6, { for: soon }),
  sample("queries").udpDport(53).sample(0.5),
  sample().arp(),
  // predicates
  drop().when((p) => p.ipv4.src === "10.0.0.1" && p.ipv4.src.in("10.0.0.0/8", admins, ["192.0.2.1"])),
  drop().when((p) => p.ipv4.src.in(bans, "192.0.2.1") || !p.ipv6.dst.in(not(bans6)) || p.ipv4.dst.in(anySet)),
  drop().when((p) => p.ethernet.src.in(cards) || p.tcp.dport.in(services) || p.udp.dport.in(22, closed)),
  drop().when(({ tcp }) => tcp.flags.syn && tcp.dport.in(22, range(8000, 8999))).ipv4Ttl(1),
  drop().when((p) => (p.tcp?.dport ?? 0) < 1024 && p.vlan.id % 2 === octet && !p.udp && p.th.sport > p.tcp.dport),
  drop().when((p) => p.payload.u16(0) === 0x1234 && p.payload.startsWith("GET ", 4) && p.ip.fragment !== "later"),
  // actions, names, sharing, nesting
  pass("ops").ipv4Src("10.1.0.0/16"),
  tx().udpDport(7),
  aborted("never").etherType(0xffff),
  ssh.ipv4Src("192.0.2.1"),
  [ssh.ipv6Src("::1"), [drop("all")]],
]);
