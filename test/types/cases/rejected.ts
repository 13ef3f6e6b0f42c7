/** Nothing here is right: beside every line stands the sentence that its author reads. */
import { drop, lines, liveSet, not, range, ruleset, set } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10 });
const ports = liveSet("ports", { type: "udp-port", capacity: 10 });
const attempts = liveSet("attempts", { type: ["ipv4", "tcp-port"], capacity: 10 });

export default [
  drop().ipv4Src("172.20.0.300"), // "172.20.0.300" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src("172.20.0.011"), // "172.20.0.011" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src("10.0.0.0/33"), // "10.0.0.0/33" is not an IPv4 prefix: its length is a number from 0 to 32
  drop().ipv4Src("10.0.0/8"), // "10.0.0/8" is not an IPv4 prefix: "10.0.0" is not four decimal numbers from 0 to 255
  drop().ipv4Src(["192.0.2.1", "x"]), // "x" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src(not("x")), // "x" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src(range("192.0.2.1", "x")), // "x" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src("::1"), // "::1" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src(12), // ipv4Src takes an address in quotes, not a number
  drop().ipv4Src(), // ipv4Src needs at least one value
  drop().ipv6Src("192.0.2.1"), // "192.0.2.1" is not an IPv6 address
  drop().ipv6Src("1:2:3:4:5:6:7"), // "1:2:3:4:5:6:7" is not an IPv6 address
  drop().ipv6Src("1::2::3"), // "1::2::3" is not an IPv6 address
  drop().ipv6Src("::12345"), // "::12345" is not an IPv6 address
  drop().ipv6Src("::/129"), // "::/129" is not an IPv6 prefix: its length is a number from 0 to 128
  drop().etherSrc("02:42:ac:14:00"), // "02:42:ac:14:00" is not a MAC address: it is not six pairs of hexadecimal digits with : or - between them
  drop().tcpDport(65536), // 65536 is out of range for tcpDport: 0 to 65535
  drop().tcpDport(-1), // -1 is out of range for tcpDport: 0 to 65535
  drop().tcpDport(1.5), // 1.5 is not a whole number: tcpDport takes 0 to 65535
  drop().tcpDport("22"), // tcpDport takes a number, not text
  drop().tcpDport(range(1, 99999)), // 99999 is out of range for tcpDport: 0 to 65535
  drop().tcpDport(true), // tcpDport takes no true or false
  drop().vlanId(4096), // 4096 is out of range for vlanId: 0 to 4095
  drop().ipv4Dscp(64), // 64 is out of range for ipv4Dscp: 0 to 63
  drop().icmpType("echo-requst"), // icmpType knows no "echo-requst"
  drop().fragment("middle"), // fragment knows no "middle"
  drop().tcpFlags("sin"), // tcpFlags knows no "sin"
  drop().tcpFlags({ sin: true }), // Object literal may only specify known properties, and 'sin' does not exist in type 'TcpFlagSet | TcpFlagForm'. (TS2353)
  drop().tcpFlags(range(1, 2)), // tcpFlags has no order, so range(…) means nothing here
  drop().malformed("yes"), // malformed takes true or false, not text
  drop().tcpDport(22).udpDport(53), // this rule already matches TCP; it can never match UDP too
  drop().tcp().udp(), // this rule already matches TCP; it can never match UDP too
  drop().ipv4Src("192.0.2.1").ipv6Dst("::1"), // this rule already matches IPv4; it can never match IPv6 too
  drop().arp().tcpDport(22), // this rule already matches ARP; it can never match TCP too
  drop().icmpType(8).ipv6(), // this rule already matches ICMP; it can never match IPv6 too
  drop().sport(53).sctpDport(1), // this rule already matches TCP or UDP; it can never match SCTP too
  drop().ipv4Src(set("x", [])), // a set needs at least one value
  drop().ipv4Src(set("x", [1, 2])), // ipv4Src takes an address in quotes, not a number
  drop().tcpDport(set("x", ["http"])), // tcpDport takes a number, not text
  drop().tcpDport(set("x", [22, 65536])), // 65536 is out of range for tcpDport: 0 to 65535
  drop().tcpDport(set("x", [range(1, 99999)])), // 99999 is out of range for tcpDport: 0 to 65535
  drop().ipv6Src(set("x", ["10.0.0.256"])), // "10.0.0.256" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  drop().ipv4Src(set("x", ["10.0.0.1", "::x"])), // "::x" is not an IPv6 address
  drop().ipv4Src(not(set("x", [1]))), // ipv4Src takes an address in quotes, not a number
  drop().ipv4Src(set("x", [not("10.0.0.1")])), // a set has values, ranges and lines(…), no not(…) and no other set
  drop().ipv4Src(set("x", [set("y", ["10.0.0.1"])])), // a set has values, ranges and lines(…), no not(…) and no other set
  drop().tcpFlags(set("x", lines("x.txt"))), // tcpFlags takes no lines(…): its values have no order
  drop().ipv4Src(lines("x.txt")), // lines(…) stands in a set: set("name", lines(…))
  lines("x.txt", { family: "ipv5" }), // Type '"ipv5"' is not assignable to type '"ipv4" | "ipv6" | undefined'. (TS2322)
  drop().ipv6Src(bans), // ipv6Src is nothing that a live set of type ipv4 can have
  drop().ipv6Src(not(bans)), // ipv6Src is nothing that a live set of type ipv4 can have
  drop().tcpDport(ports), // tcpDport is nothing that a live set of type udp-port can have
  drop().ipv4Src(attempts), // this live set has pairs: write .pair([…, …], set)
  drop().pair(["ipv4Src", "udpDport"], attempts), // udpDport is nothing that the second value of this live set can be: its type is tcp-port
  drop().pair(["tcpDport", "ipv4Src"], attempts), // tcpDport is nothing that the first value of this live set can be: its type is ipv4
  drop().pair(["ipv4Src", "tcpDport"], bans), // pair(…) takes a live set of pairs
  drop().udp().pair(["ipv4Src", "tcpDport"], attempts), // this rule already matches UDP; it can never match TCP too
  drop().pair(["ipv4Src", "tcpDport"], attempts).ipv6(), // this rule already matches IPv4; it can never match IPv6 too
  drop().ipv4Src(set("x", [bans])), // a set has values, ranges and lines(…), no not(…) and no other set
  liveSet("x", { type: "ipv5", capacity: 1 }), // Type '"ipv5"' is not assignable to type 'LiveSetKind'. (TS2322)
  liveSet("x", { type: "ipv4" }), // Argument of type '{ type: "ipv4"; }' is not assignable to parameter of type 'LiveSetOptions<"ipv4", Lines | readonly []>'.
  liveSet("x", { type: "ipv4", capacity: 1, timeout: "soon" }), // Type '"soon"' is not assignable to type 'Duration | undefined'. (TS2322)
  liveSet("x", { type: "ipv4", capacity: 1, elements: ["192.0.2.256"] }), // "192.0.2.256" is not an IPv4 address: it is not four decimal numbers from 0 to 255
  liveSet("x", { type: "ipv4", capacity: 1, elements: [1] }), // a live set of type ipv4 takes text, not a number
  liveSet("x", { type: "port", capacity: 1, elements: [65536] }), // 65536 is out of range for a port: 0 to 65535
  liveSet("x", { type: "port", capacity: 1, elements: ["http"] }), // a live set of type port takes numbers, not text
  liveSet("x", { type: ["ipv4", "port"], capacity: 1, elements: [["192.0.2.1", "80"]] }), // a live set of type port takes numbers, not text
  drop().over({ rate: "1000" }), // "1000" is no rate: write "1000/s", "90/m", "10MB/s" or "100Mbit/s"
  drop().over({ rate: "1/s", per: "ipv4Source" }), // Type '"ipv4Source"' is not assignable to type 'KeyText | readonly KeyText[] | undefined'. Did you mean '"ipv4Src"'? (TS2820)
  drop().over({ rate: "1/s", per: ["ipv4Src", "tcpPort"] }), // Type '"tcpPort"' is not assignable to type 'KeyText'. Did you mean '"tcpSport"'? (TS2820)
  drop().sample("1/100"), // Argument of type 'string' is not assignable to parameter of type 'number'. (TS2345)
  drop().thenBan("bans"), // Argument of type 'string' is not assignable to parameter of type 'LiveSet<LiveSetKind>'. (TS2345)
  drop().thenBan(bans, { until: "10m" }), // Object literal may only specify known properties, and 'until' does not exist in type 'BanOptions'. (TS2353)
  drop().tcpPort(22), // Property 'tcpPort' does not exist on type 'Rule<never>'. Did you mean 'tcpSport'? (TS2551)
  drop(22), // Argument of type 'number' is not assignable to parameter of type 'string'. (TS2345)
];

ruleset({ policy: "deny" }, []); // Type '"deny"' is not assignable to type '"drop" | "pass" | "tx" | "aborted" | undefined'. (TS2322)
ruleset({ policy: "drop" }, ["x"]); // Type 'string' is not assignable to type 'Rules'. (TS2322)
