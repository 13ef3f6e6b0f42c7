/** The public surface of `xdpgen/testing`: what a packet is and what rules do to it, without a kernel. */
export { decode, DEFAULT_CONTEXT, type DecodedPacket, type FrameContext } from "./decode.js";
export { FLAWS, type Flaw } from "./decode/finding.js";
export {
  ah,
  arp,
  destination,
  ethernet,
  frame,
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
} from "./frames.js";
export {
  interpret,
  trace,
  type Decision,
  type MatchTrace,
  type Outcome,
  type RuleTrace,
} from "./interpret.js";
export { judge, programOf } from "./judge.js";
