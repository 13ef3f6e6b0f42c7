/** Nothing here is right: beside every line stands the sentence that its author reads. */
import { drop, lines, not, range, ruleset, set } from "xdpgen";

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
  drop().tcpPort(22), // Property 'tcpPort' does not exist on type 'Rule<never>'. Did you mean 'tcpSport'? (TS2551)
  drop(22), // Argument of type 'number' is not assignable to parameter of type 'string'. (TS2345)
];

ruleset({ policy: "deny" }, []); // Type '"deny"' is not assignable to type '"drop" | "pass" | "tx" | "aborted" | undefined'. (TS2322)
ruleset({ policy: "drop" }, ["x"]); // Type 'string' is not assignable to type 'Rules'. (TS2322)
