import { drop, type Packet } from "xdpgen";

const served = [22, 80, 443];

/** The first segment of a connection. */
const opens = ({ tcp }: Packet) => tcp.flags.syn && !tcp.flags.ack;

/** What no well-behaved client sends, as functions of the packet: docs/predicates.md. */
export default [
  drop("scan").when((p) => opens(p) && p.tcp.dport < 1024 && !served.includes(p.tcp.dport)),
  drop("land").when((p) => p.ipv4.src === p.ipv4.dst && p.th.sport === p.th.dport),
  drop("longer than it is").when((p) => p.ipv4.length > p.length - 14),
  drop("DNS amplification")
    .udpSport(53)
    .when((p) => p.udp.length > 512 && (p.payload.u16(2) & 0x8000) !== 0),
  drop("odd").when((p) => {
    let points = 0;
    if (p.ipv4.ttl < 5) points += 2;
    if (p.tcp.window === 0) points++;
    if (opens(p) && p.length > 200) points += 2;
    return points >= 3;
  }),
];
