/** Predicates that are wrong: beside every line stands the sentence that its author reads. */
import { drop, liveSet, not, type Packet } from "xdpgen";

const bans = liveSet("bans", { type: "ipv6", capacity: 10 });
const attempts = liveSet("attempts", { type: ["ipv4", "tcp-port"], capacity: 10 });
const services = liveSet("services", { type: "tcp-port", capacity: 10 });

export default [
  drop().when((p) => p.ipv4.src === p.tcp.dport), // This comparison appears to be unintentional because the types 'Ipv4Address' and 'PacketNumber<"port">' have no overlap. (TS2367)
  drop().when((p) => p.ipv4.src === p.ethernet.src), // This comparison appears to be unintentional because the types 'Ipv4Address' and 'MacAddress' have no overlap. (TS2367)
  drop().when((p) => p.ipv4.src === p.ipv6.src), // This comparison appears to be unintentional because the types 'Ipv4Address' and 'Ipv6Address' have no overlap. (TS2367)
  drop().when((p) => p.tcp.dport === p.ipv4.ttl), // This comparison appears to be unintentional because the types 'PacketNumber<"port">' and 'PacketNumber<"number">' have no overlap. (TS2367)
  drop().when((p) => p.tcp.dport === "22"), // This comparison appears to be unintentional because the types 'PacketNumber<"port">' and 'string' have no overlap. (TS2367)
  drop().when((p) => p.tcp.dprt === 22), // Property 'dprt' does not exist on type 'FieldsOf<"tcp">'. Did you mean 'dport'? (TS2551)
  drop().when((p) => p.tpc.dport === 22), // Property 'tpc' does not exist on type 'Packet'. (TS2339)
  drop().when((p) => p.tcp.flags.sny), // Property 'sny' does not exist on type '{ readonly fin: boolean; readonly syn: boolean; readonly rst: boolean; readonly psh: boolean; readonly ack: boolean; readonly urg: boolean; readonly ece: boolean; readonly cwr: boolean; }'. (TS2339)
  drop().when((p) => p.ip.fragment === "last"), // This comparison appears to be unintentional because the types '"none" | "first" | "later"' and '"last"' have no overlap. (TS2367)
  drop().when((p) => p.ipv4.src.in("10.0.0.0/33")), // "10.0.0.0/33" is not an IPv4 prefix: its length is a number from 0 to 32
  drop().when((p) => p.ipv6.src.in("10.0.0.0/8")), // "10.0.0.0/8" is not an IPv6 prefix: "10.0.0.0" is not an IPv6 address
  drop().when((p) => p.ipv4.src.in("10.0.0/8")), // "10.0.0/8" is not an IPv4 prefix: "10.0.0" is not four decimal numbers from 0 to 255
  drop().when((p) => p.ipv4.src.in("10.0.0.256/8")), // "10.0.0.256/8" is not an IPv4 prefix: "10.0.0.256" is not four decimal numbers from 0 to 255
  drop().when((p) => p.ipv4.src.in("10.0.0.1", "10.0.0.0/x")), // "10.0.0.0/x" is not an IPv4 prefix: its length is a number from 0 to 32
  drop().when((p) => p.ethernet.src === p.tcp.dport), // This comparison appears to be unintentional because the types 'MacAddress' and 'PacketNumber<"port">' have no overlap. (TS2367)
  drop().when((p) => p.ipv4.src < p.tcp.dport), // Operator '<' cannot be applied to types 'Ipv4Address' and 'PacketNumber<"port">'. (TS2365)
  drop().when((p: Packet) => ((p.ipv4.src = "10.0.0.1"), true)), // Cannot assign to 'src' because it is a read-only property. (TS2540)
  drop().when((p: Packet) => ((p.tcp.flags.syn = true), true)), // Cannot assign to 'syn' because it is a read-only property. (TS2540)
  drop().when((p: Packet) => ((p.tcp = undefined), true)), // Cannot assign to 'tcp' because it is a read-only property. (TS2540)
  drop().when((p) => p.ipv4.src.in(1)), // addresses stand in quotes
  drop().when((p) => p.ipv4.src.in(bans)), // this live set has elements of type ipv6
  drop().when((p) => !p.ipv4.src.in(not(services))), // this live set has elements of type tcp-port
  drop().when((p) => p.ipv4.src.in(attempts)), // this live set has pairs: write .pair([…, …], set)
  drop().when((p) => p.tcp.dport.in(bans)), // Argument of type 'LiveSet<"ipv6">' is not assignable to parameter of type 'number | LiveSet<"tcp-port"> | LiveSet<"port"> | LiveSet<"udp-port"> | Not<readonly unknown[]> | SetOf<unknown> | Range<number, number> | readonly number[]'.
  drop().when((p) => p.ipv4.ttl.in(services)), // Argument of type 'LiveSet<"tcp-port">' is not assignable to parameter of type 'number | Not<readonly unknown[]> | SetOf<unknown> | Range<number, number> | readonly number[]'.
  drop().when((p) => p.payload.u8("0") === 0), // Argument of type 'string' is not assignable to parameter of type 'number'. (TS2345)
  drop().when((p) => p.length), // Type 'PacketNumber<"number">' is not assignable to type 'boolean'. (TS2322)
  drop().when((p: Packet) => ((p.tcp.dport = p.tcp.sport), true)), // Cannot assign to 'dport' because it is a read-only property. (TS2540)
  drop().when(async (p) => p.tcp.flags.syn), // Type 'Promise<boolean>' is not assignable to type 'boolean'. (TS2322)
];
