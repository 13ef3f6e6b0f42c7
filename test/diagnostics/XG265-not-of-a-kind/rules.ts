/** What is not of one kind. */
import { drop, type Packet } from "xdpgen";

/** What the type checker would have refused. */
type Anything = any;

export default [
  drop("port and ttl").when((p: Packet) => p.tcp.dport < p.ipv4.ttl),
  drop("address and port").when((p: Anything) => p.ipv4.src === p.tcp.dport),
  drop("families").when((p: Anything) => p.ipv4.src === p.ethernet.src),
  drop("address and number").when((p: Anything) => p.ipv4.src === 1),
  drop("number and text").when((p: Anything) => p.tcp.dport === "22"),
  drop("number and truth").when((p: Anything) => p.tcp.dport === true),
  drop("number and bigint").when((p: Anything) => p.tcp.seq === 5n),
];
